// Package connect calls the platform as a user who allowed it.
//
// A [Connector] sends a user through the consent screen once (authorization
// code with PKCE), keeps the resulting grant in a [Store], and gives out HTTP
// clients that carry that user's token and nobody else's:
//
//	conn, err := connect.FromEnv(store)
//	connect.SetDefault(conn)
//	mux.Handle("GET /connect/login", conn.LoginHandler())
//	mux.Handle("GET /connect/callback", conn.CallbackHandler(done))
//	…
//	resp, err := connect.Client(ctx, userID).Get("https://clinical.platform.loop.health/v1/biomarkers/me")
//	if connect.RedirectToLogin(w, r, err) {
//		return
//	}
//
// # Promises
//
//   - One refresh per expired token, whatever the number of goroutines and of
//     processes that share the store. Refresh tokens rotate, and one that is
//     used twice revokes the whole grant, so this is not an optimisation.
//   - The rotated pair is stored before it is used.
//   - A 401 is refreshed and retried once, with the body and all headers
//     replayed. A missing scope (401 or 403 insufficient_scope) is a
//     [*ScopeError] and never refreshes.
//   - A grant that has ended (invalid_grant) is deleted and reported as
//     [ErrConsentRequired]. Every other failure of the token endpoint keeps it.
//   - A user without a grant is [ErrNoGrant]: there is no way back to a
//     machine token.
//   - The user's token is sent only to [Config.Hosts], over TLS (except to
//     loopback addresses), and not across a redirect to another host or scheme.
//   - Tokens and secrets appear in no error, log line, URL or %+v.
//
// # Assumptions
//
// The machine's clock runs forward at the usual speed; it need not agree with
// the platform's. Processes that share a store share nothing else. A process
// that dies between the platform's answer and the store's write leaves the old
// refresh token behind, which the platform will refuse: that user is asked for
// consent again.
//
// This package depends on the standard library and golang.org/x/oauth2
// (v0.21.0 or newer) alone and needs Go 1.22. It was copied here to be read and
// edited.
package connect

import (
	"crypto/cipher"
	"errors"
	"net/http"
	"sync/atomic"
	"time"
)

// A Connector runs the authorization flow for one OAuth client and gives out
// HTTP clients for its users. It is safe for concurrent use. Build it once with
// [New] or [FromEnv].
type Connector struct {
	cfg    Config        // without its secrets, see hide
	secret func() string // the client secret; fmt does not look into functions
	store  Store
	hosts  []hostPattern
	http   *http.Client // for the authorization server: follows no redirect, has no jar
	cookie cipher.AEAD
	now    func() time.Time

	server   serverInfo
	keys     keySet
	logins   onceSet
	flights  flights
	rotated  rotations
	rejected rejections
	lacking  shortfalls
}

// New checks cfg, fills in its defaults and returns a Connector that keeps
// grants in store. It contacts nobody. The error names every field that is
// wrong.
func New(cfg Config, store Store) (*Connector, error) {
	if store == nil {
		return nil, errors.New("connect: New needs a Store (NewMemoryStore, NewFileStore or NewSQLStore)")
	}
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	hosts, err := parseHosts(cfg.Hosts)
	if err != nil {
		return nil, err
	}
	cookie, err := cookieCipher(cfg.CookieKey)
	if err != nil {
		return nil, err
	}
	secret := cfg.hide()
	return &Connector{
		cfg: cfg, secret: secret, store: store, hosts: hosts, cookie: cookie, now: time.Now,
		http: &http.Client{
			Transport:     cfg.HTTPClient.Transport,
			Timeout:       cfg.HTTPClient.Timeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// defaultConnector is what SetDefault sets: the only mutable package state.
var defaultConnector atomic.Pointer[Connector]

// SetDefault makes c the connector that [Client], [ClientLike], [HTTPClient],
// [Transport] and [RedirectToLogin] use, as [log/slog.SetDefault] does for logs.
// Clients that those functions made earlier use it too from then on. Call it
// once, in main; nil takes it away again, for tests.
func SetDefault(c *Connector) { defaultConnector.Store(c) }
