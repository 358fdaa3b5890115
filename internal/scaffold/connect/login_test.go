package connect

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

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

// TestShortfallsAddUp: a consent replaces the grant, so the next login asks for
// everything that was found missing, of this user and nobody else.
func TestShortfallsAddUp(t *testing.T) {
	c := newPlatform(t).connector(t, NewMemoryStore())
	c.lacks("u", []string{"read:a"})
	err := c.lacks("u", []string{"read:b"})
	if extra, ok := needsConsent(err); !ok || !slices.Equal(extra, []string{"read:b", "read:a"}) || !slices.Equal(err.Scopes, []string{"read:b"}) {
		t.Errorf("asks for %v, reports %v", extra, err.Scopes)
	}
	if extra, _ := needsConsent(c.lacks("v", []string{"read:b"})); !slices.Equal(extra, []string{"read:b"}) {
		t.Errorf("another user is asked for %v", extra)
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
