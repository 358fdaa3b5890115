package connect

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

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
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if now, _ := store.Load(context.Background(), "u"); now.RefreshToken != tok.RefreshToken {
			return
		}
	}
	t.Error("the refreshed pair was not stored")
}
