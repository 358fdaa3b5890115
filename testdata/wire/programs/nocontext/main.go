// Nocontext has a client whose methods take no context (shape D"): a copy of it
// acts for the user.
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
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:payments"},
	}
	bills := &Payments{base: "https://payments.platform.loop.health", http: creds.Client(context.Background())}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /payments", session.Require(http.HandlerFunc(bills.show)))
	serve.Run(mux)
}
