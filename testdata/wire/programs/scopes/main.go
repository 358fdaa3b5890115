// Scopes asks for two machine scopes, of which one remains (shape H). Its Connect
// client is public.
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
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token",
		Scopes:   []string{"admin:payments", "admin:cash"},
	}
	b := &billing{http: creds.Client(context.Background())}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /payments", session.Require(http.HandlerFunc(b.history)))
	mux.Handle("POST /referrals/{code}", session.Require(http.HandlerFunc(b.reward)))
	serve.Run(mux)
}
