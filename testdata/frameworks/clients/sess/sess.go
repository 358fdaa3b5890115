// Package sess knows who is signed in, and the machine's own token.
package sess

import (
	"context"
	"net/http"
	"os"

	"golang.org/x/oauth2/clientcredentials"
)

type key struct{}

func User(ctx context.Context) string { s, _ := ctx.Value(key{}).(string); return s }

var config = clientcredentials.Config{
	ClientID: os.Getenv("LOOP_ID"), ClientSecret: os.Getenv("LOOP_SECRET"),
	TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
}

func Token(ctx context.Context) (string, error) {
	t, err := config.Token(ctx)
	if err != nil {
		return "", err
	}
	return t.AccessToken, nil
}

// Must returns the machine's token.
func Must(ctx context.Context) string {
	t, err := Token(ctx)
	if err != nil {
		panic(err)
	}
	return t
}

func HTTP(ctx context.Context) *http.Client { return config.Client(ctx) }
