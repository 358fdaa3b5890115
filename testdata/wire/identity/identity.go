// Package identity is the platform's authorization server, on ory/fosite:
// authorization code with PKCE (S256 only), refresh tokens that rotate and whose
// reuse ends the grant, client_credentials, introspection, revocation,
// discovery. Tokens look as the platform's do (lph_at_, lph_rt_, a signed JWT
// for machines) and live as long as the [Config] says.
//
// It assumes one process and forgets everything when that ends. Users sign in by
// saying who they are on the consent page.
package identity

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-jose/go-jose/v3"
	"github.com/ory/fosite"
	"github.com/ory/fosite/compose"
	"github.com/ory/fosite/token/jwt"

	"github.com/m2me/m2me/testdata/wire/event"
)

// Issuer is the platform's, on every stage.
const Issuer = "https://identity.platform.loop.health"

// A Client is a registered OAuth client.
type Client struct {
	ID          string   `json:"id"`
	Secret      string   `json:"secret"` // empty: public
	RedirectURI string   `json:"redirect_uri"`
	Scopes      []string `json:"scopes"` // all it may ask for
	Machine     bool     `json:"machine"`
}

// Config describes the server.
type Config struct {
	BaseURL     string // where it is reached; default Issuer
	AccessLife  time.Duration
	RefreshLife time.Duration
	Clients     []Client
}

// A Server is the authorization server.
type Server struct {
	cfg   Config
	log   *event.Log
	f     *fosite.Fosite
	store *store
	jwk   *jose.JSONWebKey

	strategy *tokens

	mu     sync.Mutex // one token request at a time: rotation must be atomic
	Faults Faults
	Asked  atomic.Int64 // requests with grant_type=refresh_token, whatever came of them
}

// New returns a server that writes to log.
func New(cfg Config, log *event.Log) (*Server, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	if cfg.BaseURL == "" {
		cfg.BaseURL = Issuer
	}
	s := &Server{
		cfg: cfg, log: log, store: newStore(),
		jwk: &jose.JSONWebKey{Key: key, KeyID: "wire-1", Algorithm: string(jose.ES256), Use: "sig"},
	}
	for _, c := range cfg.Clients {
		s.store.register(c)
	}
	s.compose(&fosite.Config{
		GlobalSecret:          secret,
		AccessTokenLifespan:   cfg.AccessLife,
		RefreshTokenLifespan:  cfg.RefreshLife,
		AuthorizeCodeLifespan: time.Minute,
		IDTokenLifespan:       5 * time.Minute,
		IDTokenIssuer:         Issuer,
		RefreshTokenScopes:    []string{}, // every code gives a refresh token
		EnforcePKCE:           true,
		ScopeStrategy:         fosite.ExactScopeStrategy,
		ClientSecretsHasher:   hasher{},
		RedirectSecureChecker: fosite.IsRedirectURISecureStrict,
	})
	return s, nil
}

// compose builds the fosite provider.
func (s *Server) compose(cfg *fosite.Config) {
	signer := &jwt.DefaultSigner{GetPrivateKey: func(context.Context) (any, error) { return s.jwk, nil }}
	s.strategy = &tokens{opaque: compose.NewOAuth2HMACStrategy(cfg), signer: signer, life: s.cfg.AccessLife}
	strategy := &compose.CommonStrategy{
		CoreStrategy:               s.strategy,
		OpenIDConnectTokenStrategy: compose.NewOpenIDConnectStrategy(signer.GetPrivateKey, cfg),
		Signer:                     signer,
	}
	s.f = compose.Compose(cfg, s.store, strategy,
		compose.OAuth2AuthorizeExplicitFactory,
		compose.OAuth2ClientCredentialsGrantFactory,
		compose.OAuth2RefreshTokenGrantFactory,
		compose.OpenIDConnectExplicitFactory,
		compose.OAuth2TokenIntrospectionFactory,
		compose.OAuth2TokenRevocationFactory,
		compose.OAuth2PKCEFactory,
	).(*fosite.Fosite)
}

// Register mounts the server's endpoints.
func (s *Server) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/oauth/authorize", s.authorize)
	mux.HandleFunc("POST /v1/oauth/authorize", s.authorize)
	mux.HandleFunc("POST /v1/oauth/token", s.token)
	mux.HandleFunc("POST /v1/tokens", s.token)
	mux.HandleFunc("POST /v1/oauth/introspect", s.introspect)
	mux.HandleFunc("POST /v1/oauth/revoke", s.revoke)
	mux.HandleFunc("GET /.well-known/openid-configuration", s.discovery)
	mux.HandleFunc("GET /.well-known/jwks.json", s.jwks)
}

// hasher compares client secrets by SHA-256: they are random here, and bcrypt
// would be most of what a refresh costs.
type hasher struct{}

// Hash implements fosite.Hasher.
func (hasher) Hash(_ context.Context, data []byte) ([]byte, error) {
	sum := sha256.Sum256(data)
	return sum[:], nil
}

// Compare implements fosite.Hasher.
func (hasher) Compare(_ context.Context, hash, data []byte) error {
	sum := sha256.Sum256(data)
	if subtle.ConstantTimeCompare(hash, sum[:]) != 1 {
		return errors.New("wrong secret")
	}
	return nil
}
