package connect

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestParseToken(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, tt := range []struct {
		in  string
		exp time.Duration // -1: error; 0: no expiry
	}{
		{`{"access_token":"a","token_type":"bearer","expires_in":3600,"refresh_token":"r"}`, time.Hour},
		{`{"access_token":"a","expires_in":"300"}`, 5 * time.Minute},
		{`{"access_token":"a","expires_in":59.9}`, 59 * time.Second},
		{`{"access_token":"a","expires_in":1e300}`, maxLifetime},
		{`{"access_token":"a","expires_in":null}`, 0},
		{`{"access_token":"a","expires_in":0}`, 0},
		{`{"access_token":"a"}`, 0},
		{`{"access_token":"a","expires_in":-1}`, -1},
		{`{"access_token":"a","expires_in":"NaN"}`, -1},
		{`{"access_token":"a","expires_in":{}}`, -1},
		{`{"access_token":"a b"}`, -1},
		{`{"access_token":"a","refresh_token":"r\r\nx"}`, -1},
		{`{"access_token":"a","token_type":"mac"}`, -1},
		{`{"access_token":""}`, -1},
		{`{"access_token":7}`, -1},
		{`{"refresh_token":"r"}`, -1},
		{`[]`, -1}, {`null`, -1}, {``, -1}, {`access_token=a`, -1},
	} {
		tok, err := parseToken([]byte(tt.in), now)
		switch {
		case (err != nil) != (tt.exp < 0):
			t.Errorf("%s: %v", tt.in, err)
		case err != nil:
		case tt.exp == 0 && !tok.Expiry.IsZero(), tt.exp > 0 && tok.Expiry.Sub(now) != tt.exp:
			t.Errorf("%s: expires %v", tt.in, tok.Expiry)
		}
	}
}

func FuzzParseToken(f *testing.F) {
	for _, s := range []string{`{"access_token":"lph_at_1","expires_in":3600}`, `{"access_token":"a","expires_in":"x"}`, `{"error":"invalid_grant"}`, "null"} {
		f.Add([]byte(s))
	}
	now := time.Now()
	f.Fuzz(func(t *testing.T, data []byte) {
		tok, err := parseToken(data, now)
		if err != nil {
			if msg := err.Error(); len(msg) > 120 {
				t.Errorf("the error quotes the answer: %s", msg)
			}
			return
		}
		if tok.AccessToken == "" || !headerSafe(tok.AccessToken) || !headerSafe(tok.RefreshToken) {
			t.Errorf("unusable token %q", tok.AccessToken)
		}
		if !tok.Expiry.IsZero() && (tok.Expiry.Before(now.Round(0)) || tok.Expiry.Sub(now) > maxLifetime+time.Second) {
			t.Errorf("expires %v", tok.Expiry)
		}
	})
}

func TestErrorCodesThatMayBePrinted(t *testing.T) {
	h := http.Header{"Content-Type": {"application/json; charset=utf-8"}}
	for body, want := range map[string]string{
		`{"error":"invalid_grant","error_description":"lph_rt_x"}`: "invalid_grant",
		`{"error":"lph_rt_x"}`: "", `{"error":1}`: "", `lph_rt_x`: "", ``: "",
	} {
		if got := errorCode(h, []byte(body)); got != want {
			t.Errorf("%s: %q", body, got)
		}
	}
	if got := errorCode(http.Header{"Content-Type": {"text/html"}}, []byte(`{"error":"invalid_grant"}`)); got != "" {
		t.Errorf("a page ended a grant: %q", got)
	}
}

func TestSecretsDoNotFollowARedirect(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the redirect was followed")
	}))
	defer elsewhere.Close()
	p := newPlatform(t)
	tok := p.grant("u")
	c := p.connector(t, saved(t, "u", tok))
	p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		return true
	})
	var server *ServerError
	if err := c.Revoke(context.Background(), "u"); !errors.As(err, &server) || server.Status != http.StatusTemporaryRedirect {
		t.Errorf("revocation: %v", err)
	}
	if _, err := c.renew(context.Background(), "u", tok.AccessToken); !errors.As(err, &server) || server.Status != http.StatusTemporaryRedirect {
		t.Errorf("refresh: %v", err)
	}
}

func TestServerErrorText(t *testing.T) {
	for e, want := range map[*ServerError]string{
		{Endpoint: "token", Status: 400, Code: "invalid_client"}: "connect: token endpoint answered 400 invalid_client",
		{Endpoint: "jwks", Status: 200, Err: errTooLong}:         "connect: jwks endpoint answered 200: the answer is too long",
		{Endpoint: "token", Err: http.ErrServerClosed}:           "connect: token endpoint: http: Server closed",
	} {
		if e.Error() != want {
			t.Errorf("%s", e)
		}
	}
	if got := (&ScopeError{}).Error(); !strings.Contains(got, "not named by the service") {
		t.Error(got)
	}
	if got := (&ScopeError{Scopes: []string{"a", "b"}}).Error(); got != "connect: the user's grant lacks a, b (insufficient_scope)" {
		t.Error(got)
	}
}
