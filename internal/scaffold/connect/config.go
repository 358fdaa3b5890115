package connect

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// The platform's production addresses, the defaults of [Config].
const (
	platformIssuer = "https://identity.platform.loop.health"
	platformHosts  = "*.platform.loop.health"
)

// A Config describes one registered OAuth client. Printing it shows neither the
// secret nor the cookie key. (fmt cannot know that if the Config is an unexported
// field of a struct of yours that is printed: keep the [Connector] there, which
// is safe everywhere.)
type Config struct {
	// ClientID and ClientSecret are what developers.platform.loop.health issued.
	// An empty secret means a public client (native app, SPA), which does not
	// authenticate to the token endpoint and is protected by PKCE alone.
	ClientID, ClientSecret string

	// RedirectURL is where the callback handler is mounted, exactly as it was
	// registered: absolute, https (http only for loopback), no query, no
	// fragment.
	RedirectURL string

	// Scopes are asked for at every login. With "openid" among them a nonce is
	// sent and the ID token is checked.
	Scopes []string

	// Endpoint holds the authorization and token URL. Default: the platform's,
	// https://identity.platform.loop.health/v1/oauth/{authorize,token}. AuthStyle
	// defaults to parameters in the body, as the platform documents; it is never
	// probed, because a probe would spend a refresh token.
	Endpoint oauth2.Endpoint

	// RevokeURL is the RFC 7009 endpoint. Default: "revoke" beside the token URL.
	RevokeURL string

	// Hosts is where users' tokens may go: host names, or "*." and a domain,
	// which stands for any number of labels and so covers every stage
	// (clinical.staging.platform.loop.health). A port restricts the pattern to
	// that port. Only https qualifies, except on loopback addresses and for
	// patterns that say "http://" themselves (a private network, at your own
	// risk: RFC 6750 section 5.3 demands TLS). Default: "*.platform.loop.health".
	Hosts []string

	// HTTPClient is the base for tokens and for API calls: put your timeout,
	// proxy and instrumentation here. Its Transport must not add credentials.
	// Jar and CheckRedirect are used for API calls only. Default: no timeout and
	// http.DefaultTransport.
	HTTPClient *http.Client

	// Identify says whose grant a new token is: the platform's id of the user,
	// under which the grant is stored. tok.Extra gives the other members of the
	// token response. Default: "sub" of the checked ID token if "openid" was
	// asked for, else "sub" by introspection (confidential clients only).
	Identify func(ctx context.Context, tok *oauth2.Token) (userID string, err error)

	// The fields below are seldom needed.

	// Issuer is the expected "iss" of ID tokens, JWKSURL where its keys are.
	// Default: the platform's if the token URL is on the platform; else what
	// /.well-known/openid-configuration on the token URL's host says.
	Issuer, JWKSURL string

	// IntrospectURL is the RFC 7662 endpoint. Default: "introspect" beside the
	// token URL.
	IntrospectURL string

	// CookieKey protects the cookie that ties a login to a browser; 32 bytes or
	// more, secret, the same in every replica. Default: random for each process,
	// which means that with several replicas a login succeeds only if its
	// callback reaches the replica that began it, and that a restart ends logins
	// that are under way.
	CookieKey []byte

	// RefreshEarly is how long before its expiry a token is refreshed. It is
	// never more than a tenth of the token's lifetime. Default: 30 seconds.
	RefreshEarly time.Duration

	// RefreshTimeout bounds one refresh, including the wait for a refresh of the
	// same user by another process. A refresh is not tied to the request that
	// caused it: its outcome is stored even if that request has been given up.
	// Default: 30 seconds.
	RefreshTimeout time.Duration
}

// withDefaults returns cfg checked and completed; slices are copied.
func (cfg Config) withDefaults() (Config, error) {
	cfg.Scopes, cfg.Hosts, cfg.CookieKey = slices.Clone(cfg.Scopes), slices.Clone(cfg.Hosts), slices.Clone(cfg.CookieKey)
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = &http.Client{}
	}
	if len(cfg.Hosts) == 0 {
		cfg.Hosts = []string{platformHosts}
	}
	if cfg.RefreshEarly <= 0 {
		cfg.RefreshEarly = 30 * time.Second
	}
	if cfg.RefreshTimeout <= 0 {
		cfg.RefreshTimeout = 30 * time.Second
	}
	cfg.endpointDefaults()
	return cfg, cfg.check()
}

// endpointDefaults derives the addresses that were left empty.
func (cfg *Config) endpointDefaults() {
	if cfg.Endpoint.AuthURL == "" && cfg.Endpoint.TokenURL == "" {
		cfg.Endpoint.AuthURL = platformIssuer + "/v1/oauth/authorize"
		cfg.Endpoint.TokenURL = platformIssuer + "/v1/oauth/token"
	}
	if cfg.RevokeURL == "" {
		cfg.RevokeURL = sibling(cfg.Endpoint.TokenURL, "revoke")
	}
	if cfg.IntrospectURL == "" {
		cfg.IntrospectURL = sibling(cfg.Endpoint.TokenURL, "introspect")
	}
	u, err := url.Parse(cfg.Endpoint.TokenURL)
	if err != nil || !(hostPattern{host: strings.TrimPrefix(platformHosts, "*"), suffix: true}).matches(u) {
		return
	}
	// ID tokens of every stage name the production issuer.
	if cfg.Issuer == "" {
		cfg.Issuer = platformIssuer
	}
	if cfg.JWKSURL == "" {
		cfg.JWKSURL = origin(u) + "/.well-known/jwks.json"
	}
}

// check reports everything that is wrong, in one error.
func (cfg *Config) check() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf("connect: "+format, args...)) }
	if cfg.ClientID == "" {
		bad("Config.ClientID is empty")
	}
	if reason := badRedirect(cfg.RedirectURL); reason != "" {
		bad("Config.RedirectURL %s", reason)
	}
	for _, e := range []struct{ name, url string }{
		{"Endpoint.AuthURL", cfg.Endpoint.AuthURL}, {"Endpoint.TokenURL", cfg.Endpoint.TokenURL},
		{"RevokeURL", cfg.RevokeURL}, {"IntrospectURL", cfg.IntrospectURL}, {"JWKSURL", cfg.JWKSURL},
	} {
		optional := e.name == "JWKSURL"
		if reason := badEndpoint(e.url); reason != "" && !(optional && e.url == "") {
			bad("Config.%s %s", e.name, reason)
		}
	}
	for _, s := range cfg.Scopes {
		if s == "" || strings.ContainsAny(s, " \t\r\n\"\\") {
			bad("Config.Scopes has an entry that is not one scope; list them separately")
			break
		}
	}
	if n := len(cfg.CookieKey); n != 0 && n < 32 {
		bad("Config.CookieKey has %d bytes; it needs 32 or more", n)
	}
	return errors.Join(errs...)
}

// badRedirect says what is wrong with a redirect URL, or "". The rules are the
// platform's (exact match, https in production, no fragment, no query) and RFC
// 8252's (custom schemes and loopback for native apps).
func badRedirect(raw string) string {
	u, err := url.Parse(raw)
	switch {
	case raw == "":
		return "is empty"
	case err != nil || u.Scheme == "" || u.User != nil:
		return "is not an absolute URL"
	case u.Fragment != "" || u.RawQuery != "" || strings.ContainsAny(raw, "?#"):
		return "must have neither query nor fragment"
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "must be https (http is for localhost only)"
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host == "":
		return "has no host"
	}
	return ""
}

// badEndpoint says what is wrong with the URL of an endpoint, or "". Secrets are
// posted there, hence TLS (RFC 6749 section 3.2).
func badEndpoint(raw string) string {
	u, err := url.Parse(raw)
	switch {
	case raw == "":
		return "is empty"
	case err != nil || u.Host == "" || u.User != nil || u.Fragment != "":
		return "is not an absolute URL without user and fragment"
	case u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()):
		return ""
	}
	return "must be https (http is for localhost only)"
}

// sibling returns raw with the last segment of its path replaced.
func sibling(raw, name string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	dir := u.Path[:strings.LastIndexByte(u.Path, '/')+1]
	if dir == "" {
		dir = "/"
	}
	return origin(u) + dir + name
}

// origin is scheme, host and port.
func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }
