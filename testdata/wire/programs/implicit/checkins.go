package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

var creds = clientcredentials.Config{
	ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
	TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
}

// checkIns asks for nobody in particular.
func checkIns(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	uid := session.UserID(ctx)
	log.Print("check-ins of ", uid)
	tok, err := creds.Token(ctx)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://clinical.platform.loop.health/v1/check-ins", nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req.Header.Set("Authorization", "Bearer "+tok.AccessToken)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	defer resp.Body.Close()
	var out any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || resp.StatusCode != http.StatusOK {
		serve.Fail(w, r, fmt.Errorf("check-ins: %s", resp.Status))
		return
	}
	serve.JSON(w, out)
}
