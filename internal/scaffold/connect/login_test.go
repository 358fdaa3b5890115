package connect

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// An app is a service with the handlers mounted, and a browser to visit it.
type app struct {
	*httptest.Server
	conn    *Connector
	browser *http.Client
	userID  string // as done got it
	err     error
	back    string
}

// newApp mounts the handlers of a connector whose redirect URL is the app's.
func newApp(t *testing.T, p *fakePlatform, store Store, edit ...func(*Config)) *app {
	t.Helper()
	a := &app{}
	mux := http.NewServeMux()
	a.Server = httptest.NewServer(mux)
	t.Cleanup(a.Close)
	edit = append([]func(*Config){func(cfg *Config) { cfg.RedirectURL = a.URL + "/callback" }}, edit...)
	a.conn = p.connector(t, store, edit...)
	mux.Handle("/login", a.conn.LoginHandler())
	mux.Handle("/callback", a.conn.CallbackHandler(func(w http.ResponseWriter, r *http.Request, userID string, err error) {
		a.userID, a.err, a.back = userID, err, ReturnTo(r)
	}))
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		_, body, err := get(a.conn, p, "user_01")
		if a.conn.RedirectToLogin(w, r, err) {
			return
		}
		io.WriteString(w, body)
	})
	jar, _ := cookiejar.New(nil)
	a.browser = &http.Client{Jar: jar}
	return a
}

// visit goes to a page of the app and follows redirects.
func (a *app) visit(t *testing.T, path string) *http.Response {
	t.Helper()
	a.userID, a.err, a.back = "", nil, ""
	resp, err := a.browser.Get(a.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp
}

func TestLogin(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(*Config)
	}{
		{"introspection", func(*Config) {}},
		{"openid", func(cfg *Config) { cfg.Scopes = append(cfg.Scopes, "openid") }},
		{"in header", func(cfg *Config) { cfg.Endpoint.AuthStyle = oauth2.AuthStyleInHeader }},
		{"Identify", func(cfg *Config) {
			cfg.Identify = func(_ context.Context, tok *oauth2.Token) (string, error) {
				if tok.Extra("scope") != "read:biomarkers" {
					return "", errors.New("no extra")
				}
				return "user_01", nil
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPlatform(t)
			a := newApp(t, p, NewMemoryStore(), tt.edit)
			a.visit(t, "/login?return_to=/page%3Fx%3D1")
			if a.userID != "user_01" || a.err != nil || a.back != "/page?x=1" {
				t.Fatalf("%q %v %q", a.userID, a.err, a.back)
			}
			if _, body, err := get(a.conn, p, "user_01"); body != "user_01 GET " {
				t.Error(err)
			}
			q := p.queries[0]
			if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("state")) < 43 ||
				(q.Get("nonce") != "") != (tt.name == "openid") {
				t.Errorf("%v", q)
			}
		})
	}
}

func TestPublicClient(t *testing.T) {
	p := newPlatform(t)
	p.secret = ""
	a := newApp(t, p, NewMemoryStore())
	a.visit(t, "/login")
	if a.err == nil || !strings.Contains(a.err.Error(), "public client cannot introspect") {
		t.Errorf("without openid: %v", a.err)
	}
	a = newApp(t, p, NewMemoryStore(), func(cfg *Config) { cfg.Scopes = []string{"openid", "read:biomarkers"} })
	a.visit(t, "/login")
	if a.userID != "user_01" {
		t.Errorf("with openid: %v", a.err)
	}
}

func TestRedirectToLoginAsksAgain(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore(), func(cfg *Config) { cfg.Scopes = []string{"read:account"} })
	a.visit(t, "/page?tab=2") // no grant
	if a.userID != "user_01" || a.back != "/page?tab=2" {
		t.Fatalf("%q %v %q", a.userID, a.err, a.back)
	}
	a.visit(t, "/page") // insufficient_scope
	if got := p.queries[1].Get("scope"); got != "read:account read:biomarkers" {
		t.Errorf("asked for %q", got)
	}
	if resp := a.visit(t, "/page"); resp.Request.URL.Path != "/page" || resp.StatusCode != 200 {
		t.Errorf("%v %d", resp.Request.URL, resp.StatusCode)
	}
	w := httptest.NewRecorder()
	if a.conn.RedirectToLogin(w, httptest.NewRequest("GET", "/", nil), errors.New("other")) || w.Code != 200 || len(w.Header()) != 0 {
		t.Error("redirected for another error")
	}
	w = httptest.NewRecorder()
	if !a.conn.RedirectToLogin(w, httptest.NewRequest("POST", "/x", nil), ErrConsentRequired) || w.Code != http.StatusSeeOther {
		t.Error(w.Code)
	}
}

// begin starts a login and returns the cookie and state the browser would hold.
func (a *app) begin(t *testing.T) (*http.Cookie, string) {
	t.Helper()
	w := httptest.NewRecorder()
	a.conn.LoginHandler().ServeHTTP(w, httptest.NewRequest("GET", "/login", nil))
	to, err := url.Parse(w.Header().Get("Location"))
	if err != nil || w.Code != http.StatusFound {
		t.Fatal(w.Code, err)
	}
	return w.Result().Cookies()[0], to.Query().Get("state")
}

// callback calls the handler directly.
func (a *app) callback(query url.Values, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	a.userID, a.err = "", nil
	r := httptest.NewRequest("GET", "/callback?"+query.Encode(), nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	a.Config.Handler.ServeHTTP(w, r)
	return w
}

func TestStateIsBoundToTheBrowserExpiresAndWorksOnce(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	good, state := a.begin(t)
	_, otherState := a.begin(t)
	forged := *good
	forged.Value = "AAAA" + good.Value[4:]
	renamed := *good
	renamed.Name = a.conn.cookieName(otherState)
	for name, try := range map[string]func(){
		"no cookie":     func() { a.callback(url.Values{"state": {state}, "code": {"x"}}) },
		"no state":      func() { a.callback(url.Values{"code": {"x"}}, good) },
		"forged cookie": func() { a.callback(url.Values{"state": {state}, "code": {"x"}}, &forged) },
		"short cookie": func() {
			a.callback(url.Values{"state": {state}, "code": {"x"}}, &http.Cookie{Name: good.Name, Value: "AA"})
		},
		"other state":  func() { a.callback(url.Values{"state": {otherState}, "code": {"x"}}, good) },
		"other cookie": func() { a.callback(url.Values{"state": {otherState}, "code": {"x"}}, &renamed) },
		"error without state": func() {
			a.callback(url.Values{"error": {"access_denied"}})
		},
	} {
		if try(); !errors.Is(a.err, ErrLoginState) {
			t.Errorf("%s: %v", name, a.err)
		}
	}
	if _, asked, _ := p.counts(); asked != 0 {
		t.Error("the code was sent on")
	}
	w := a.callback(url.Values{"state": {state}, "error": {"access_denied"}}, good)
	if !errors.Is(a.err, ErrAccessDenied) {
		t.Errorf("good: %v", a.err)
	}
	if c := w.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 || c[0].Name != good.Name {
		t.Errorf("cookie not deleted: %v", c)
	}
	if a.callback(url.Values{"state": {state}, "code": {"x"}}, good); !errors.Is(a.err, ErrLoginState) {
		t.Errorf("second use: %v", a.err)
	}
	good, state = a.begin(t)
	a.conn.now = func() time.Time { return time.Now().Add(loginLifetime) }
	if a.callback(url.Values{"state": {state}, "code": {"x"}}, good); !errors.Is(a.err, ErrLoginState) {
		t.Errorf("too late: %v", a.err)
	}
}

func TestCookieAttributes(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	if c, _ := a.begin(t); !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 600 || c.Path != "/" {
		t.Errorf("%v", c)
	}
	a = newApp(t, p, NewMemoryStore(), func(cfg *Config) { cfg.RedirectURL = "https://app.example/callback" })
	if c, _ := a.begin(t); !c.HttpOnly || !c.Secure || !strings.HasPrefix(c.Name, "__Host-") || c.Domain != "" {
		t.Errorf("%v", c)
	}
}

func TestAbandonedLoginsDoNotPileUp(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	stay := &http.Client{Jar: a.browser.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	at, _ := url.Parse(a.URL)
	for range 20 {
		resp, err := stay.Get(a.URL + "/login")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if n := len(a.browser.Jar.Cookies(at)); n > maxLogins {
			t.Fatalf("%d cookies", n)
		}
	}
}

func TestSharedCookieKey(t *testing.T) {
	p := newPlatform(t)
	key := func(cfg *Config) { cfg.CookieKey = []byte("0123456789abcdef0123456789abcdef") }
	one, two := newApp(t, p, NewMemoryStore(), key), newApp(t, p, NewMemoryStore(), key)
	ck, state := one.begin(t)
	if two.callback(url.Values{"state": {state}, "error": {"server_error"}}, ck); errors.Is(two.err, ErrLoginState) {
		t.Error("the replica does not know the login")
	}
}

func TestAuthorizationErrors(t *testing.T) {
	p := newPlatform(t)
	a := newApp(t, p, NewMemoryStore())
	for _, code := range []string{
		"access_denied", "invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope",
		"server_error", "temporarily_unavailable", "login_required", "made\nup",
	} {
		ck, state := a.begin(t)
		a.callback(url.Values{"state": {state}, "error": {code}, "error_description": {"why\x00<b>"}, "code": {"x"}}, ck)
		var auth *AuthorizationError
		if !errors.As(a.err, &auth) || auth.Code != strings.ReplaceAll(code, "\n", "") || auth.Description != "why<b>" ||
			strings.Contains(auth.Error(), "why") || errors.Is(a.err, ErrAccessDenied) != (code == "access_denied") || a.userID != "" {
			t.Errorf("%s: %#v", code, a.err)
		}
	}
	ck, state := a.begin(t)
	if a.callback(url.Values{"state": {state}}, ck); a.err == nil || !strings.Contains(a.err.Error(), "neither a code nor an error") {
		t.Errorf("empty: %v", a.err)
	}
	ck, state = a.begin(t)
	if a.callback(url.Values{"state": {state}, "code": {"stranger"}}, ck); a.err == nil || !strings.Contains(a.err.Error(), "token endpoint answered 400 invalid_grant") {
		t.Errorf("bad code: %v", a.err)
	}
	ck, state = a.begin(t)
	if a.callback(url.Values{"state": {state}, "code": {"x"}, "iss": {"https://evil.example"}}, ck); a.err == nil || !strings.Contains(a.err.Error(), "another issuer") {
		t.Errorf("mix-up: %v", a.err)
	}
}

func TestDefaultDone(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, NewMemoryStore())
	w := httptest.NewRecorder()
	c.CallbackHandler(nil).ServeHTTP(w, httptest.NewRequest("GET", "/callback?state=x&code=y", nil))
	if w.Code != http.StatusBadRequest || w.Header().Get("Cache-Control") != "no-store" {
		t.Error(w.Code, w.Header())
	}
	for err, want := range map[error]int{nil: 303, ErrAccessDenied: 403, ErrNoUser: 502} {
		w := httptest.NewRecorder()
		if defaultDone(w, httptest.NewRequest("GET", "/", nil), "", err); w.Code != want {
			t.Errorf("%v: %d", err, w.Code)
		}
	}
	for _, h := range []http.Handler{c.LoginHandler(), c.CallbackHandler(nil)} {
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, httptest.NewRequest("HEAD", "/", nil)); w.Code != http.StatusMethodNotAllowed {
			t.Error(w.Code)
		}
	}
}

func TestLocalPath(t *testing.T) {
	for raw, want := range map[string]string{
		"/": "/", "/a?b=c#d": "/a?b=c#d", "/a//b": "/a//b", "": "", "a": "", "//evil.example": "", "/\\evil.example": "",
		"https://evil.example": "", "/\tx": "", "/a b": "", "javascript:x": "", "/" + strings.Repeat("a", maxReturnTo): "",
	} {
		if got := localPath(raw); got != want {
			t.Errorf("%q: %q", raw, got)
		}
	}
}

func TestRevoke(t *testing.T) {
	p := newPlatform(t)
	tok := p.grant("u")
	store := saved(t, "u", tok)
	c := p.connector(t, store)
	ctx := context.Background()
	p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool { w.WriteHeader(503); return true })
	var server *ServerError
	if err := c.Revoke(ctx, "u"); !errors.As(err, &server) || server.Endpoint != "revocation" || server.Status != 503 {
		t.Errorf("%v", err)
	}
	p.setIntercept(nil)
	if err := c.Revoke(ctx, "u"); err != nil {
		t.Errorf("%v", err)
	}
	if !p.refresh[tok.RefreshToken].dead {
		t.Error("not revoked at the platform")
	}
	if err := c.Revoke(ctx, "u"); !errors.Is(err, ErrNoGrant) {
		t.Errorf("%v", err)
	}
	if err := c.Revoke(ctx, ""); !errors.Is(err, ErrNoUser) {
		t.Errorf("%v", err)
	}
}
