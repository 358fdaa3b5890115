package connect

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// A roundTripper is a function as an http.RoundTripper.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// answer is an empty response to r.
func answer(r *http.Request, status int, header ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: http.NoBody, Request: r, ProtoMajor: 1, ProtoMinor: 1}
}

// recording is a connector for the platform's real hosts that sends nothing. It
// returns what would have been sent as "URL Authorization".
func recording(t *testing.T, edit ...func(*Config)) (*Connector, *[]string) {
	t.Helper()
	var sent []string
	cfg := Config{
		ClientID: "c", RedirectURL: "https://app.example/callback",
		HTTPClient: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, r.URL.String()+" "+r.Header.Get("Authorization"))
			if to := r.URL.Query().Get("to"); to != "" {
				return answer(r, 302, "Location", to), nil
			}
			return answer(r, 200), nil
		})},
	}
	for _, f := range edit {
		f(&cfg)
	}
	c, err := New(cfg, saved(t, "u", &oauth2.Token{AccessToken: "T", RefreshToken: "R"}))
	if err != nil {
		t.Fatal(err)
	}
	return c, &sent
}

func TestTokenGoesToConfiguredHostsOnly(t *testing.T) {
	for _, tt := range []struct {
		hosts []string
		url   string
		want  string // Authorization, or the error's text
	}{
		{nil, "https://clinical.platform.loop.health/v1/x", "Bearer T"},
		{nil, "https://clinical.staging.platform.loop.health/v1/x", "Bearer T"},
		{nil, "https://clinical.pr-7.platform.loop.health:443/", "Bearer T"},
		{nil, "https://CLINICAL.platform.loop.health./", "Bearer T"},
		{nil, "https://platform.loop.health/", ""},
		{nil, "https://evilplatform.loop.health/", ""},
		{nil, "https://clinical.platform.loop.health.evil.example/", ""},
		{nil, "https://evil.example/clinical.platform.loop.health", ""},
		{nil, "http://clinical.platform.loop.health/", "without TLS"},
		{nil, "http://localhost:8080/", ""},
		{[]string{"localhost"}, "http://localhost:8080/", "Bearer T"},
		{[]string{"[::1]:8080"}, "http://[::1]:8080/", "Bearer T"},
		{[]string{"[::1]:8080"}, "http://[::1]:8081/", ""},
		{[]string{"api.example:8443"}, "https://api.example:8443/", "Bearer T"},
		{[]string{"api.example:8443"}, "https://api.example/", ""},
		{[]string{"http://clinical"}, "http://clinical/", "Bearer T"},
		{[]string{"clinical"}, "http://clinical/", "without TLS"},
	} {
		c, sent := recording(t, func(cfg *Config) { cfg.Hosts = tt.hosts })
		_, err := c.Client(context.Background(), "u").Get(tt.url)
		if tt.want == "without TLS" {
			if err == nil || !strings.Contains(err.Error(), tt.want) || len(*sent) != 0 {
				t.Errorf("%v %s: %v %v", tt.hosts, tt.url, *sent, err)
			}
			continue
		}
		if err != nil || (*sent)[0] != tt.url+" "+tt.want {
			t.Errorf("%v %s: %v %v", tt.hosts, tt.url, *sent, err)
		}
	}
}

func TestBadHosts(t *testing.T) {
	for _, h := range []string{"*", "*.com", "", "https://x/y", "a*b", ".x", "*.", "http://"} {
		_, err := New(Config{ClientID: "c", RedirectURL: "https://a.example/cb", Hosts: []string{h}}, NewMemoryStore())
		if err == nil {
			t.Errorf("%q was accepted", h)
		}
	}
}

func TestTokenDoesNotCrossARedirect(t *testing.T) {
	const a, b = "https://clinical.platform.loop.health/a", "https://payments.platform.loop.health/b"
	back := b + "?to=" + url.QueryEscape(a)
	for _, tt := range []struct{ start, want string }{
		{a + "?to=" + url.QueryEscape(b), b + " "},                                                          // another host, though configured
		{a + "?to=%2Fother", "https://clinical.platform.loop.health/other Bearer T"},                        // the same
		{a + "?to=" + url.QueryEscape(back), a + " "},                                                       // there and back
		{a + "?to=http%3A%2F%2Fclinical.platform.loop.health%2F", "http://clinical.platform.loop.health/ "}, // scheme
		{a + "?to=https%3A%2F%2Fevil.example%2F", "https://evil.example/ "},
	} {
		c, sent := recording(t)
		if _, err := c.Client(context.Background(), "u").Get(tt.start); err != nil {
			t.Error(err)
		}
		if got := (*sent)[len(*sent)-1]; got != tt.want {
			t.Errorf("%s: %q", tt.start, got)
		}
	}
}

func TestUserTokenReplacesAMachineToken(t *testing.T) {
	c, sent := recording(t)
	req, _ := http.NewRequest("GET", "https://clinical.platform.loop.health/", nil)
	req.Header.Set("Authorization", "Bearer admin")
	if _, err := c.Client(context.Background(), "u").Do(req); err != nil || !strings.HasSuffix((*sent)[0], "Bearer T") {
		t.Error(*sent, err)
	}
	if req.Header.Get("Authorization") != "Bearer admin" {
		t.Error("the caller's request was changed")
	}
}

func TestBothFlowsSideBySide(t *testing.T) {
	c, sent := recording(t)
	SetDefault(c)
	defer SetDefault(nil)
	var machine []string
	m2m := roundTripper(func(r *http.Request) (*http.Response, error) {
		machine = append(machine, r.URL.String())
		return answer(r, 200), nil
	})
	const to = "https://clinical.platform.loop.health/v1/biomarkers/me"
	fallback := &http.Client{Transport: m2m, Timeout: time.Second}
	wrapped := &http.Client{Transport: Transport(m2m)}
	do := func(ctx context.Context) {
		t.Helper()
		for _, cl := range []*http.Client{HTTPClient(ctx, fallback), wrapped} {
			req, _ := http.NewRequestWithContext(ctx, "GET", to, nil)
			if _, err := cl.Do(req); err != nil {
				t.Fatal(err)
			}
		}
	}
	do(context.Background())
	if len(machine) != 2 || len(*sent) != 0 {
		t.Fatal(machine, *sent)
	}
	do(WithUser(context.Background(), "u"))
	if len(machine) != 2 || len(*sent) != 2 || (*sent)[0] != to+" Bearer T" || (*sent)[1] != to+" Bearer T" {
		t.Fatal(machine, *sent)
	}
	// A user without a grant, and an empty id, never reach the machine's client.
	for id, want := range map[string]error{"stranger": ErrNoGrant, "": ErrNoUser} {
		ctx := WithUser(context.Background(), id)
		if got, ok := UserFrom(ctx); got != id || !ok {
			t.Error(got, ok)
		}
		for _, cl := range []*http.Client{HTTPClient(ctx, fallback), wrapped} {
			req, _ := http.NewRequestWithContext(ctx, "GET", to, nil)
			if _, err := cl.Do(req); !errors.Is(err, want) {
				t.Errorf("%q: %v", id, err)
			}
		}
	}
	if len(machine) != 2 || len(*sent) != 2 {
		t.Error(machine, *sent)
	}
	if HTTPClient(context.Background(), nil) != http.DefaultClient {
		t.Error("no user, no fallback")
	}
}

func TestNotConfigured(t *testing.T) {
	SetDefault(nil)
	ctx := context.Background()
	early := Client(ctx, "u")
	for _, cl := range []*http.Client{early, ClientLike(ctx, "u", nil), HTTPClient(WithUser(ctx, "u"), nil)} {
		_, err := cl.Post("https://clinical.platform.loop.health/", "text/plain", strings.NewReader("x"))
		if !errors.Is(err, ErrNotConfigured) || !strings.Contains(err.Error(), "connect.SetDefault") {
			t.Errorf("%v", err)
		}
	}
	if RedirectToLogin(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil), ErrNoGrant) {
		t.Error("redirected without a connector")
	}
	early.CloseIdleConnections()
	c, sent := recording(t)
	SetDefault(c)
	defer SetDefault(nil)
	if _, err := early.Get("https://clinical.platform.loop.health/"); err != nil || len(*sent) != 1 {
		t.Errorf("a client made before SetDefault: %v", err)
	}
	w := httptest.NewRecorder()
	if !RedirectToLogin(w, httptest.NewRequest("GET", "/", nil), ErrNoGrant) ||
		!strings.HasPrefix(w.Header().Get("Location"), "https://identity.platform.loop.health/v1/oauth/authorize?") {
		t.Error(w.Header())
	}
}

func TestClientLikeKeepsPolicyNotTransport(t *testing.T) {
	c, sent := recording(t)
	jar, _ := cookiejar.New(nil)
	stop := errors.New("stop")
	like := &http.Client{
		Timeout: time.Minute, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return stop },
		Transport:     roundTripper(func(*http.Request) (*http.Response, error) { return nil, errors.New("admin transport") }),
	}
	got := c.ClientLike(context.Background(), "u", like)
	if got.Timeout != like.Timeout || got.Jar != like.Jar {
		t.Error("timeout or jar lost")
	}
	if _, err := got.Get("https://clinical.platform.loop.health/?to=/x"); !errors.Is(err, stop) || len(*sent) != 1 {
		t.Errorf("%v %v", err, *sent)
	}
	c.cfg.HTTPClient.Timeout = time.Hour
	if c.Client(context.Background(), "u").Timeout != time.Hour {
		t.Error("Client does not use Config.HTTPClient's timeout")
	}
}

// A closer counts Close.
type closer struct {
	*strings.Reader
	closed int
}

func (c *closer) Close() error { c.closed++; return nil }

func TestBodyIsClosedWhenNothingIsSent(t *testing.T) {
	c, _ := recording(t)
	for user, to := range map[string]string{
		"stranger": "https://clinical.platform.loop.health/", "": "https://clinical.platform.loop.health/", "u": "http://clinical.platform.loop.health/",
	} {
		body := &closer{Reader: strings.NewReader("x")}
		req, _ := http.NewRequest("POST", to, body)
		if _, err := (&userTransport{c, user}).RoundTrip(req); err == nil || body.closed == 0 {
			t.Errorf("%q: %v, closed %d times", user, err, body.closed)
		}
	}
}
