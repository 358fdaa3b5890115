package connect

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/oauth2"
)

func TestDefaultsAreThePlatforms(t *testing.T) {
	c, err := New(Config{ClientID: "c", RedirectURL: "https://app.example/cb"}, NewMemoryStore())
	if err != nil {
		t.Fatal(err)
	}
	const base = "https://identity.platform.loop.health"
	got := []string{c.cfg.Endpoint.AuthURL, c.cfg.Endpoint.TokenURL, c.cfg.RevokeURL, c.cfg.IntrospectURL, c.cfg.Issuer, c.cfg.JWKSURL, strings.Join(c.cfg.Hosts, " ")}
	want := []string{base + "/v1/oauth/authorize", base + "/v1/oauth/token", base + "/v1/oauth/revoke", base + "/v1/oauth/introspect", base, base + "/.well-known/jwks.json", "*.platform.loop.health"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	c, err = New(Config{ClientID: "c", RedirectURL: "https://app.example/cb", Endpoint: oauth2.Endpoint{
		AuthURL: "https://identity.staging.platform.loop.health/v1/oauth/authorize", TokenURL: "https://identity.staging.platform.loop.health/v1/oauth/token",
	}}, NewMemoryStore())
	if err != nil || c.cfg.Issuer != base || c.cfg.JWKSURL != "https://identity.staging.platform.loop.health/.well-known/jwks.json" {
		t.Errorf("staging: %v %v %v", err, c.cfg.Issuer, c.cfg.JWKSURL)
	}
}

func TestConfigErrorsNameTheField(t *testing.T) {
	good := Config{ClientID: "c", RedirectURL: "https://app.example/cb"}
	for want, edit := range map[string]func(*Config){
		"ClientID is empty":                                func(c *Config) { c.ClientID = "" },
		"RedirectURL is empty":                             func(c *Config) { c.RedirectURL = "" },
		"RedirectURL is not an absolute URL":               func(c *Config) { c.RedirectURL = "/cb" },
		"RedirectURL must be https":                        func(c *Config) { c.RedirectURL = "http://app.example/cb" },
		"RedirectURL must have neither query nor fragment": func(c *Config) { c.RedirectURL = "https://app.example/cb?x=1" },
		"RedirectURL has no host":                          func(c *Config) { c.RedirectURL = "https:///cb" },
		"TokenURL is empty":                                func(c *Config) { c.Endpoint.AuthURL = "https://a.example/authorize" },
		"TokenURL must be https": func(c *Config) {
			c.Endpoint = oauth2.Endpoint{AuthURL: "https://a.example/authorize", TokenURL: "http://a.example/token"}
		},
		"RevokeURL is not an absolute URL": func(c *Config) { c.RevokeURL = "revoke" },
		"Scopes has an entry":              func(c *Config) { c.Scopes = []string{"a b"} },
		"CookieKey has 5 bytes":            func(c *Config) { c.CookieKey = []byte("short") },
	} {
		cfg := good
		edit(&cfg)
		if _, err := New(cfg, NewMemoryStore()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := New(good, nil); err == nil {
		t.Error("no store")
	}
	for _, ok := range []string{"http://localhost:3000/cb", "http://127.0.0.1/cb", "com.example.app:/cb", "myapp://cb"} {
		cfg := good
		cfg.RedirectURL = ok
		if _, err := New(cfg, NewMemoryStore()); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
}

func TestFromEnv(t *testing.T) {
	for _, name := range []string{"LOOP_CLIENT_ID", "LOOP_CLIENT_SECRET", "LOOP_REDIRECT_URI", "LOOP_SCOPES", "LOOP_COOKIE_KEY", "LOOP_IDENTITY_URL", "LOOP_HOSTS"} {
		t.Setenv(name, "")
	}
	if _, err := FromEnv(NewMemoryStore()); err == nil || !strings.Contains(err.Error(), "LOOP_CLIENT_ID and LOOP_REDIRECT_URI") {
		t.Errorf("%v", err)
	}
	t.Setenv("LOOP_CLIENT_ID", "client_01")
	t.Setenv("LOOP_CLIENT_SECRET", "secret_x")
	t.Setenv("LOOP_REDIRECT_URI", "https://app.example/cb")
	c, err := FromEnv(NewMemoryStore())
	if err != nil || c.secret() != "secret_x" || c.cfg.Scopes[0] != "openid" || c.cfg.Endpoint.TokenURL != "https://identity.platform.loop.health/v1/oauth/token" {
		t.Errorf("%v %v", c, err)
	}
	t.Setenv("LOOP_SCOPES", "openid, read:biomarkers")
	t.Setenv("LOOP_IDENTITY_URL", "http://localhost:9000/")
	t.Setenv("LOOP_HOSTS", "localhost,127.0.0.1")
	t.Setenv("LOOP_COOKIE_KEY", base64.StdEncoding.EncodeToString(make([]byte, 32)))
	c, err = FromEnv(NewMemoryStore())
	if err != nil || len(c.cfg.Scopes) != 2 || c.cfg.RevokeURL != "http://localhost:9000/v1/oauth/revoke" || len(c.hosts) != 2 {
		t.Errorf("%v %v", c, err)
	}
	t.Setenv("LOOP_COOKIE_KEY", "secret!")
	if _, err = FromEnv(NewMemoryStore()); err == nil || strings.Contains(err.Error(), "secret!") {
		t.Errorf("%v", err)
	}
}

func TestNothingPrintsSecrets(t *testing.T) {
	cfg := Config{
		ClientID: "client_01", ClientSecret: "secret_hush", RedirectURL: "https://app.example/cb",
		CookieKey: []byte("secret_hush-0123456789abcdef0123456789"),
	}
	store := saved(t, "u", &oauth2.Token{AccessToken: "lph_at_hush", RefreshToken: "lph_rt_hush"})
	c, err := New(cfg, store)
	if err != nil {
		t.Fatal(err)
	}
	c.rotated.keep("u", "lph_rt_hush", &oauth2.Token{AccessToken: "lph_at_hush"})
	c.rejected.note("u", "lph_at_hush", c.now())
	c.flights.m = map[flightKey]*flight{{"u", digestOf("lph_at_hush")}: {tok: &oauth2.Token{AccessToken: "lph_at_hush"}}}
	sealed := Seal(store, gcm(t, "k"))
	type holder struct {
		Config    Config
		connector *Connector
		store     Store
		client    *http.Client
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "cfg", cfg, "conn", c, "store", store, "sealed", sealed)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "cfg", cfg, "conn", c, "store", store, "sealed", sealed)
	texts := []string{log.String(), cfg.String(), cfg.GoString()}
	client := c.Client(context.Background(), "u")
	for _, v := range []any{cfg, &cfg, c, store, sealed, client, client.Transport, c.Transport(nil), holder{cfg, c, store, client}, &holder{cfg, c, sealed, client}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			texts = append(texts, fmt.Sprintf(verb, v))
		}
	}
	hidden := []string{"hush", fmt.Sprintf("%x", "secret_hush"), fmt.Sprintf("%d", []byte("secret_hush"))[1:20]}
	for _, text := range texts {
		for _, h := range hidden {
			if strings.Contains(text, h) {
				t.Errorf("shows %q: %s", h, text)
			}
		}
	}
	var none *Connector
	if fmt.Sprint(none) != "connect.Connector(nil)" {
		t.Error(fmt.Sprint(none))
	}
}

func TestErrorsOfTheAPIAreURLErrors(t *testing.T) {
	c, _ := recording(t)
	_, err := c.Client(context.Background(), "stranger").Get("https://clinical.platform.loop.health/v1/biomarkers/me")
	var network interface{ Timeout() bool }
	if !errors.As(err, &network) || !errors.Is(err, ErrNoGrant) || !strings.Contains(err.Error(), "send the user to the login handler") {
		t.Errorf("%v", err)
	}
}
