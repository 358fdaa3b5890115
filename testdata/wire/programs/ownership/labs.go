package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func labs(w http.ResponseWriter, r *http.Request) {
	memberID := chi.URLParam(r, "memberID")
	if memberID != session.UserID(r.Context()) {
		http.Error(w, "those are not yours", http.StatusForbidden)
		return
	}
	cc := clientcredentials.Config{
		ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
	}
	resp, err := cc.Client(r.Context()).Get("https://clinical.platform.loop.health/v1/biomarkers?user_id=" + url.QueryEscape(memberID))
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	defer resp.Body.Close()
	var out any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || resp.StatusCode != http.StatusOK {
		serve.Fail(w, r, fmt.Errorf("labs: %s", resp.Status))
		return
	}
	serve.JSON(w, out)
}
