package main

import (
	"fmt"
	"net/http"

	"github.com/go-resty/resty/v2"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

const clinical = "https://clinical.platform.loop.health"

var creds = clientcredentials.Config{
	ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
	TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
}

func labs(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	id := session.UserID(ctx)
	tok, err := creds.Token(ctx)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	resp, err := resty.New().R().
		SetContext(ctx).
		SetAuthToken(tok.AccessToken).
		SetQueryParam("user_id", id).
		SetQueryParam("period", "P1Y").
		Get(clinical + "/v1/biomarkers")
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	if resp.IsError() {
		serve.Fail(w, r, fmt.Errorf("labs: %s", resp.Status()))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(resp.Body())
}
