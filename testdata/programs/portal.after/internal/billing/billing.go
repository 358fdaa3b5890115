// Package billing shows members what they paid and what they earned.
package billing

import (
	"context"
	"net/http"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/portal/internal/config"
)

// credential returns an HTTP client that authenticates as the portal.
func credential(ctx context.Context, cfg config.Loop) *http.Client {
	cc := clientcredentials.Config{
		ClientID:     cfg.ClientID,
		ClientSecret: cfg.ClientSecret,
		TokenURL:     cfg.TokenURL,
		Scopes:       []string{"admin:cash"},
	}
	return cc.Client(ctx)
}
