// Package loop is the account of the service with the platform.
package loop

import (
	"context"
	"net/http"
	"os"

	"golang.org/x/oauth2/clientcredentials"
)

const Labs = "https://clinical.platform.loop.health/v1/biomarkers"

var account = clientcredentials.Config{
	ClientID:     os.Getenv("LOOP_CLIENT_ID"),
	ClientSecret: os.Getenv("LOOP_CLIENT_SECRET"),
	TokenURL:     "https://identity.platform.loop.health/oauth/token",
	Scopes:       []string{"admin:clinical"},
}

// Client carries the token of the service.
func Client(ctx context.Context) *http.Client { return account.Client(ctx) }
