package connect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
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
