package connect

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/oauth2"
)

// FromEnv builds a Connector from the environment, with the platform's own
// variable names:
//
//	LOOP_CLIENT_ID      required
//	LOOP_CLIENT_SECRET  absent for public clients
//	LOOP_REDIRECT_URI   required, as registered
//
// and, all optional, these of this package:
//
//	LOOP_SCOPES         separated by spaces or commas; default: the list in scopes.go
//	LOOP_COOKIE_KEY     base64 of 32 bytes or more; see Config.CookieKey
//	LOOP_IDENTITY_URL   the identity service of another stage, such as
//	                    https://identity.staging.platform.loop.health
//	LOOP_HOSTS          separated by spaces or commas; see Config.Hosts
//
// The error names every variable that is missing, never a value.
func FromEnv(store Store) (*Connector, error) {
	cfg := Config{
		ClientID:     os.Getenv("LOOP_CLIENT_ID"),
		ClientSecret: os.Getenv("LOOP_CLIENT_SECRET"),
		RedirectURL:  os.Getenv("LOOP_REDIRECT_URI"),
		Scopes:       words(os.Getenv("LOOP_SCOPES")),
		Hosts:        words(os.Getenv("LOOP_HOSTS")),
	}
	var missing []string
	if cfg.ClientID == "" {
		missing = append(missing, "LOOP_CLIENT_ID")
	}
	if cfg.RedirectURL == "" {
		missing = append(missing, "LOOP_REDIRECT_URI")
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("connect: the environment lacks %s", strings.Join(missing, " and "))
	}
	if len(cfg.Scopes) == 0 {
		cfg.Scopes = append(cfg.Scopes, defaultScopes[:]...)
	}
	if base := strings.TrimSuffix(os.Getenv("LOOP_IDENTITY_URL"), "/"); base != "" {
		cfg.Endpoint = oauth2.Endpoint{AuthURL: base + "/v1/oauth/authorize", TokenURL: base + "/v1/oauth/token"}
	}
	if raw := os.Getenv("LOOP_COOKIE_KEY"); raw != "" {
		key, err := base64.StdEncoding.DecodeString(raw)
		if err != nil {
			return nil, errors.New("connect: LOOP_COOKIE_KEY is not base64")
		}
		cfg.CookieKey = key
	}
	return New(cfg, store)
}

// words splits a list.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' })
}
