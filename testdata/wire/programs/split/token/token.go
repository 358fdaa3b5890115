// Package token keeps the service's token.
package token

import (
	"context"
	"os"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// Cache keeps a token until it expires.
type Cache struct{ src oauth2.TokenSource }

// NewCache returns a cache for a token with scopes.
func NewCache(scopes ...string) *Cache {
	cfg := &clientcredentials.Config{
		ClientID: os.Getenv("SERVICE_CLIENT_ID"), ClientSecret: os.Getenv("SERVICE_CLIENT_SECRET"),
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: scopes,
	}
	return &Cache{src: oauth2.ReuseTokenSource(nil, cfg.TokenSource(context.Background()))}
}

// Get returns a token.
func (c *Cache) Get(context.Context) (string, error) {
	tok, err := c.src.Token()
	if err != nil {
		return "", err
	}
	return tok.AccessToken, nil
}
