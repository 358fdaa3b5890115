package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

type server struct {
	base, tokenURL string
	http           *http.Client
}

// serviceToken gets a token for the service itself.
func (s *server) serviceToken(ctx context.Context) (string, error) {
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {os.Getenv("SERVICE_CLIENT_ID")},
		"client_secret": {os.Getenv("SERVICE_CLIENT_SECRET")},
		"scope":         {"admin:clinical"},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.tokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := s.http.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var out struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || out.AccessToken == "" {
		return "", fmt.Errorf("no service token: %s", resp.Status)
	}
	return out.AccessToken, nil
}

// labs shows the member's lab values.
func (s *server) labs(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	userID := session.UserID(ctx)
	tok, err := s.serviceToken(ctx)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req, err := http.NewRequestWithContext(ctx, "GET", s.base+"/v1/biomarkers?user_id="+url.QueryEscape(userID), nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	req.Header.Set("Accept", "application/json")
	resp, err := s.http.Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	defer resp.Body.Close()
	var list any
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil || resp.StatusCode != http.StatusOK {
		serve.Fail(w, r, fmt.Errorf("labs: %s", resp.Status))
		return
	}
	serve.JSON(w, list)
}
