package connect

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"sync"

	"golang.org/x/oauth2"
)

// serverInfo is what has to be known about the authorization server to check ID
// tokens.
type serverInfo struct {
	mu    sync.Mutex
	known bool

	Issuer  string `json:"issuer"`
	JWKSURL string `json:"jwks_uri"`
}

// serverFacts is a copy of serverInfo's values.
type serverFacts struct{ Issuer, JWKSURL string }

// serverInfo returns issuer and key address: as configured, else from OpenID
// Connect Discovery on the token URL's host, else (the server has no such
// document) by convention.
func (c *Connector) serverInfo(ctx context.Context) (serverFacts, error) {
	facts := serverFacts{c.cfg.Issuer, c.cfg.JWKSURL}
	if facts.Issuer != "" && facts.JWKSURL != "" {
		return facts, nil
	}
	s := &c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.known {
		if err := c.discover(ctx, s); err != nil {
			return facts, err
		}
		s.known = true
	}
	if facts.Issuer == "" {
		facts.Issuer = s.Issuer
	}
	if facts.JWKSURL == "" {
		facts.JWKSURL = s.JWKSURL
	}
	return facts, nil
}

// discover fills s.
func (c *Connector) discover(ctx context.Context, s *serverInfo) error {
	u, err := url.Parse(c.cfg.Endpoint.TokenURL)
	if err != nil {
		return err
	}
	body, err := c.get(ctx, "discovery", origin(u)+"/.well-known/openid-configuration")
	var server *ServerError
	switch {
	case err == nil:
		if json.Unmarshal(body, s) != nil {
			return &ServerError{Endpoint: "discovery", Status: http.StatusOK, Err: errors.New("the document is not JSON of the expected form")}
		}
	case !errors.As(err, &server) || server.Status != http.StatusNotFound:
		return err
	}
	if s.Issuer == "" {
		s.Issuer = origin(u)
	}
	if s.JWKSURL == "" {
		s.JWKSURL = origin(u) + "/.well-known/jwks.json"
	}
	if reason := badEndpoint(s.JWKSURL); reason != "" {
		return errors.New("connect: the server's jwks_uri " + reason)
	}
	return nil
}

// get fetches a public document of the authorization server.
func (c *Connector) get(ctx context.Context, name, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, &ServerError{Endpoint: name, Err: err}
	}
	req.Header.Set("Accept", "application/json")
	return c.do(req, name)
}

// introspect asks the platform whose token tok is (RFC 7662).
func (c *Connector) introspect(ctx context.Context, tok *oauth2.Token) (userID string, err error) {
	if c.secret() == "" {
		return "", errors.New("connect: a public client cannot introspect; ask for the scope \"openid\" or set Config.Identify")
	}
	body, err := c.post(ctx, "introspection", c.cfg.IntrospectURL, url.Values{
		"token": {tok.AccessToken}, "token_type_hint": {"access_token"},
	})
	if err != nil {
		return "", err
	}
	var answer struct {
		Active   bool   `json:"active"`
		Subject  string `json:"sub"`
		ClientID string `json:"client_id"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return "", &ServerError{Endpoint: "introspection", Status: http.StatusOK, Err: errors.New("the answer is not JSON of the expected form")}
	}
	if !answer.Active || answer.Subject == "" || answer.ClientID != "" && answer.ClientID != c.cfg.ClientID {
		return "", errors.New("connect: introspection does not know the new token as an active one of a user of this client")
	}
	return answer.Subject, nil
}
