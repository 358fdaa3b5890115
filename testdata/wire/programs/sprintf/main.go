// Sprintf formats its URLs; other parameters stay (shape B). Grants are kept in
// files.
package main

import (
	"context"
	"net/http"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	creds := clientcredentials.Config{
		ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
		TokenURL: "https://identity.platform.loop.health/v1/tokens", Scopes: []string{"admin:cash"},
	}
	rewards := &Rewards{Base: "https://cash.platform.loop.health", Brand: "harbor", HTTP: creds.Client(context.Background())}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /rewards", session.Require(http.HandlerFunc(rewards.show)))
	serve.Run(mux)
}
