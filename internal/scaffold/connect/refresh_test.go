package connect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// get reads the resource as user.
func get(c *Connector, p *fakePlatform, user string) (status int, body string, err error) {
	resp, err := c.Client(context.Background(), user).Get(p.URL + "/v1/biomarkers/me")
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b), err
}

// saved is a store that holds one grant.
func saved(t testing.TB, user string, tok *oauth2.Token) *MemoryStore {
	t.Helper()
	s := NewMemoryStore()
	if err := s.Save(context.Background(), user, tok); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFreshTokenIsUsedAsItIs(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, saved(t, "u", p.grant("u")))
	if status, body, err := get(c, p, "u"); status != 200 || body != "u GET " || err != nil {
		t.Fatal(status, body, err)
	}
	if n, _, _ := p.counts(); n != 0 {
		t.Errorf("%d refreshes", n)
	}
}

func TestRefreshBeforeExpiry(t *testing.T) {
	p := newPlatform(t)
	for _, left := range []time.Duration{-time.Hour, 0, 20 * time.Second} {
		tok := p.grant("u")
		tok.Expiry = time.Now().Add(left)
		store := saved(t, "u", tok)
		c := p.connector(t, store)
		before, _, _ := p.counts()
		if _, body, err := get(c, p, "u"); body != "u GET " || err != nil {
			t.Fatal(body, err)
		}
		if n, _, _ := p.counts(); n != before+1 {
			t.Errorf("%v left: %d refreshes", left, n-before)
		}
		now, _ := store.Load(context.Background(), "u")
		if now.RefreshToken == tok.RefreshToken || "Bearer "+now.AccessToken != p.api[len(p.api)-1] {
			t.Errorf("%v left: the token used is not the one stored", left)
		}
	}
}

func TestShortLivedTokenIsNotRefreshedAtEveryUse(t *testing.T) {
	p := newPlatform(t)
	p.lifetime = 20 * time.Second // less than RefreshEarly
	c := p.connector(t, saved(t, "u", p.grant("u")))
	for range 5 {
		if _, _, err := get(c, p, "u"); err != nil {
			t.Fatal(err)
		}
	}
	if n, _, _ := p.counts(); n != 0 {
		t.Errorf("%d refreshes", n)
	}
}

func TestRefreshOn401OnceWithBodyReplayed(t *testing.T) {
	p := newPlatform(t)
	bodies := map[string]func() io.Reader{
		"GetBody":  func() io.Reader { return strings.NewReader("dose") },
		"buffered": func() io.Reader { return io.MultiReader(strings.NewReader("do"), strings.NewReader("se")) },
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			c := p.connector(t, saved(t, "u", p.grant("u")))
			p.expire()
			before, _, _ := p.counts()
			req, _ := http.NewRequest("POST", p.URL+"/v1/biomarkers/me", body())
			req.Header.Set("Idempotency-Key", "k")
			var keys []string
			p.setIntercept(func(_ http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/v1/biomarkers/me" {
					keys = append(keys, r.Header.Get("Idempotency-Key"))
				}
				return false
			})
			defer p.setIntercept(nil)
			resp, err := c.Client(context.Background(), "u").Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			got, _ := io.ReadAll(resp.Body)
			if string(got) != "u POST dose" || fmt.Sprint(keys) != "[k k]" {
				t.Errorf("%s, keys %v", got, keys)
			}
			if n, _, _ := p.counts(); n != before+1 {
				t.Errorf("%d refreshes", n-before)
			}
			if req.Header.Get("Authorization") != "" || resp.Request != req {
				t.Error("the caller's request carries the token")
			}
		})
	}
}

func TestBodyTooLongToReplay(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, saved(t, "u", p.grant("u")))
	long := bytes.Repeat([]byte("x"), replayLimit+1)
	post := func() *http.Response {
		resp, err := c.Client(context.Background(), "u").Post(p.URL+"/v1/biomarkers/me", "text/plain", io.MultiReader(bytes.NewReader(long)))
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	p.expire()
	if resp := post(); resp.StatusCode != 401 {
		t.Errorf("first: %d", resp.StatusCode)
	}
	resp := post()
	got, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != 200 || len(got) != len("u POST ")+len(long) {
		t.Errorf("second: %d, %d bytes", resp.StatusCode, len(got))
	}
	if n, _, _ := p.counts(); n != 1 {
		t.Errorf("%d refreshes", n)
	}
}

func TestPersistent401DoesNotStorm(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, saved(t, "u", p.grant("u")))
	p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/v1/biomarkers") {
			return false
		}
		w.WriteHeader(401)
		io.WriteString(w, "no")
		return true
	})
	for range 20 {
		status, body, err := get(c, p, "u")
		if status != 401 || body != "no" || err != nil {
			t.Fatal(status, body, err)
		}
	}
	if n, _, _ := p.counts(); n != 2 {
		t.Errorf("%d refreshes for 20 requests", n)
	}
	clock := time.Now()
	c.now = func() time.Time { return clock }
	for range 200 { // 20 seconds of it
		clock = clock.Add(100 * time.Millisecond)
		get(c, p, "u")
	}
	if n, _, _ := p.counts(); n > 8 {
		t.Errorf("%d refreshes in 20 seconds", n)
	}
	p.setIntercept(nil)
	get(c, p, "u")
	if len(c.rejected.m) != 0 {
		t.Error("a success is not the end of it")
	}
}

func TestInsufficientScopeNeverRefreshes(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, saved(t, "u", p.grant("u")))
	for _, tt := range []struct {
		name, header, body string
		status             int
		want               string
	}{
		{"403", `Bearer realm="x", error="insufficient_scope", scope="read:a read:b"`, "", 403, "[read:a read:b]"},
		{"401", `Bearer error="insufficient_scope",scope="read:a"`, "", 401, "[read:a]"},
		{"second challenge", `Basic realm="x", Bearer error="insufficient_scope"`, "", 403, "[]"},
		{"body only", "", `{"error":"insufficient_scope","message":"x"}`, 403, "[]"},
		{"body with scope", "Bearer", `{"error":"insufficient_scope","scope":"read:c"}`, 401, "[read:c]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
				if tt.header != "" {
					w.Header().Set("WWW-Authenticate", tt.header)
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(tt.status)
				io.WriteString(w, tt.body)
				return true
			})
			_, _, err := get(c, p, "u")
			var scope *ScopeError
			if !errors.As(err, &scope) || fmt.Sprint(scope.Scopes) != tt.want {
				t.Errorf("%v", err)
			}
		})
	}
	if _, asked, _ := p.counts(); asked != 0 {
		t.Errorf("%d token requests", asked)
	}
}

func TestOtherRefusalsAreResponses(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, saved(t, "u", p.grant("u")))
	for _, tt := range []struct {
		header, body string
		status       int
	}{
		{"", `{"error":"forbidden","message":"Missing brand context"}`, 403},
		{`Basic realm="proxy"`, `{"error":"x"}`, 401},
	} {
		p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("WWW-Authenticate", tt.header)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(tt.status)
			io.WriteString(w, tt.body)
			return true
		})
		if status, body, err := get(c, p, "u"); status != tt.status || body != tt.body || err != nil {
			t.Error(status, body, err)
		}
	}
	if _, asked, _ := p.counts(); asked != 0 {
		t.Errorf("%d token requests", asked)
	}
}

func TestInvalidGrantDeletesTheGrant(t *testing.T) {
	p := newPlatform(t)
	tok := p.grant("u")
	tok.RefreshToken, tok.Expiry = "lph_rt_stranger", time.Now().Add(-time.Second)
	c := p.connector(t, saved(t, "u", tok))
	_, _, err := get(c, p, "u")
	if !errors.Is(err, ErrConsentRequired) || strings.Contains(err.Error(), "lph_rt_") {
		t.Errorf("%v", err)
	}
	if _, _, err := get(c, p, "u"); !errors.Is(err, ErrNoGrant) {
		t.Errorf("afterwards: %v", err)
	}
}

func TestNoRefreshToken(t *testing.T) {
	p := newPlatform(t)
	tok := p.grant("u")
	tok.RefreshToken, tok.Expiry = "", time.Now().Add(-time.Second)
	c := p.connector(t, saved(t, "u", tok))
	if _, _, err := get(c, p, "u"); !errors.Is(err, ErrConsentRequired) {
		t.Errorf("%v", err)
	}
}

func TestTroubleAtTheTokenEndpointKeepsTheGrant(t *testing.T) {
	p := newPlatform(t)
	hang := make(chan struct{})
	faults := map[string]func(w http.ResponseWriter){
		"500":            func(w http.ResponseWriter) { reply(w, 500, map[string]any{"error": "invalid_grant"}) },
		"503 html":       func(w http.ResponseWriter) { w.WriteHeader(503); io.WriteString(w, "<h1>lph_rt_secret</h1>") },
		"429":            func(w http.ResponseWriter) { reply(w, 429, map[string]any{"error": "rate_limited"}) },
		"invalid_client": func(w http.ResponseWriter) { reply(w, 401, map[string]any{"error": "invalid_client"}) },
		"malformed":      func(w http.ResponseWriter) { io.WriteString(w, `{"access_token": "lph_at_x`) },
		"empty":          func(w http.ResponseWriter) {},
		"no token":       func(w http.ResponseWriter) { reply(w, 200, map[string]any{"token_type": "Bearer"}) },
		"redirect":       func(w http.ResponseWriter) { w.Header().Set("Location", "/v1/elsewhere"); w.WriteHeader(307) },
		"cut":            func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		"too long":       func(w http.ResponseWriter) { w.Write(make([]byte, answerLimit+1)) },
		"slow":           func(http.ResponseWriter) { <-hang },
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			tok := p.grant("u")
			tok.Expiry = time.Now().Add(-time.Second)
			store := saved(t, "u", tok)
			c := p.connector(t, store, func(cfg *Config) { cfg.RefreshTimeout = 300 * time.Millisecond })
			p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/v1/oauth/token" {
					return false
				}
				fault(w)
				return true
			})
			_, _, err := get(c, p, "u")
			var server *ServerError
			if !errors.As(err, &server) || errors.Is(err, ErrConsentRequired) || strings.Contains(err.Error(), "lph_") {
				t.Errorf("%v", err)
			}
			if now, err := store.Load(context.Background(), "u"); err != nil || now.RefreshToken != tok.RefreshToken {
				t.Errorf("the grant did not survive: %v", err)
			}
			if name == "slow" {
				close(hang)
			}
			p.setIntercept(nil)
			if _, body, err := get(c, p, "u"); body != "u GET " {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

func TestEarlyRefreshThatFailsUsesTheOldToken(t *testing.T) {
	p := newPlatform(t)
	tok := p.grant("u")
	tok.Expiry = time.Now().Add(20 * time.Second)
	c := p.connector(t, saved(t, "u", tok))
	p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/v1/oauth/token" {
			w.WriteHeader(502)
			return true
		}
		return false
	})
	if _, body, err := get(c, p, "u"); body != "u GET " {
		t.Errorf("%v", err)
	}
}

func TestMissingGrantSendsNothing(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, NewMemoryStore())
	if _, _, err := get(c, p, "u"); !errors.Is(err, ErrNoGrant) {
		t.Errorf("%v", err)
	}
	if _, _, err := get(c, p, ""); !errors.Is(err, ErrNoUser) {
		t.Errorf("empty id: %v", err)
	}
	if len(p.api) != 0 {
		t.Errorf("sent %d", len(p.api))
	}
}

// A brokenStore fails to write as long as it is told to.
type brokenStore struct {
	*MemoryStore
	broken atomic.Bool
}

func (s *brokenStore) Update(ctx context.Context, user string, f func(*oauth2.Token) (*oauth2.Token, error)) error {
	return s.MemoryStore.Update(ctx, user, func(cur *oauth2.Token) (*oauth2.Token, error) {
		next, err := f(cur)
		if err == nil && next != cur && s.broken.Load() {
			return nil, errors.New("disk full")
		}
		return next, err
	})
}

func TestPairThatCannotBeStoredIsNotUsedAndNotLost(t *testing.T) {
	p := newPlatform(t)
	tok := p.grant("u")
	tok.Expiry = time.Now().Add(-time.Second)
	store := &brokenStore{MemoryStore: saved(t, "u", tok)}
	store.broken.Store(true)
	c := p.connector(t, store)
	for range 3 {
		if _, _, err := get(c, p, "u"); err == nil || !strings.Contains(err.Error(), "could not be stored and was not used") || strings.Contains(err.Error(), "lph_") {
			t.Fatalf("%v", err)
		}
	}
	if len(p.api) != 0 {
		t.Error("a token that is not stored was used")
	}
	store.broken.Store(false)
	if _, body, err := get(c, p, "u"); body != "u GET " {
		t.Errorf("after repair: %v", err)
	}
	if n, _, reused := p.counts(); n != 1 || reused != 0 {
		t.Errorf("%d refreshes, %d reuses", n, reused)
	}
}

func TestGivingUpDoesNotCancelTheRefresh(t *testing.T) {
	p := newPlatform(t)
	tok := p.grant("u")
	tok.Expiry = time.Now().Add(-time.Second)
	store := saved(t, "u", tok)
	c := p.connector(t, store)
	started, release := make(chan struct{}), make(chan struct{})
	p.setIntercept(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/v1/oauth/token" {
			close(started)
			<-release
		}
		return false
	})
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-started; cancel() }()
	req, _ := http.NewRequestWithContext(ctx, "GET", p.URL+"/v1/biomarkers/me", nil)
	if _, err := c.Client(ctx, "u").Do(req); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	close(release)
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if now, _ := store.Load(context.Background(), "u"); now.RefreshToken != tok.RefreshToken {
			return
		}
	}
	t.Error("the refreshed pair was not stored")
}

func TestOneRefreshPerExpiredToken(t *testing.T) {
	const users, each, rounds = 10, 20, 5
	p := newPlatform(t)
	store := NewMemoryStore()
	for u := range users {
		store.Save(context.Background(), fmt.Sprint("u", u), p.grant(fmt.Sprint("u", u)))
	}
	base := &http.Transport{MaxConnsPerHost: 64, MaxIdleConnsPerHost: 64}
	defer base.CloseIdleConnections()
	// Two connectors share the store but nothing else, as two processes do.
	conns := []*Connector{}
	for range 2 {
		conns = append(conns, p.connector(t, store, func(cfg *Config) { cfg.HTTPClient = &http.Client{Transport: base} }))
	}
	for round := 1; round <= rounds; round++ {
		p.expire()
		var wg sync.WaitGroup
		var failed atomic.Int64
		for i := range users * each {
			wg.Add(1)
			go func() {
				defer wg.Done()
				user := fmt.Sprint("u", i%users)
				if _, body, err := get(conns[i%2], p, user); body != user+" GET " {
					failed.Add(1)
					t.Log(body, err)
				}
			}()
		}
		wg.Wait()
		n, _, reused := p.counts()
		if failed.Load() != 0 || n != round*users || reused != 0 {
			t.Fatalf("round %d: %d failed, %d refreshes, %d reuses", round, failed.Load(), n, reused)
		}
	}
}
