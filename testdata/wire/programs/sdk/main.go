// Sdk reads inboxes with the platform's client library, which is another module
// and cannot be edited (shape D').
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
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:comms"},
	}
	box := newInbox(context.Background(), creds)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /inbox", session.Require(http.HandlerFunc(box.show)))
	serve.Run(mux)
}
