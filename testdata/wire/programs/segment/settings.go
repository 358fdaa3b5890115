package main

import (
	"encoding/json"
	"fmt"
	"net/http"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

const identity = "https://identity.platform.loop.health"

var creds = clientcredentials.Config{
	ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
	TokenURL: identity + "/v1/tokens", Scopes: []string{"admin:identity"},
}

// settings shows how the member wants to be addressed.
func settings(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	id := session.UserID(ctx)
	tok, err := creds.Token(ctx)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req, err := http.NewRequestWithContext(ctx, "GET", identity+"/v1/users/"+id+"/settings", nil)
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
		serve.Fail(w, r, fmt.Errorf("settings: %s", resp.Status))
		return
	}
	serve.JSON(w, out)
}
