package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

type server struct {
	db   *sql.DB
	base string
}

// machine is the service's own client.
func machine(ctx context.Context) *http.Client {
	cc := clientcredentials.Config{
		ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
		TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
	}
	return cc.Client(ctx)
}

// checkIns: one key of a literal goes, the others stay.
func (s *server) checkIns(w http.ResponseWriter, r *http.Request) {
	id := session.UserID(r.Context())
	q := url.Values{"user_id": {id}, "order": {"asc"}, "limit": {"20"}}
	req, err := http.NewRequestWithContext(r.Context(), "GET", s.base+"/v1/check-ins", nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req.URL.RawQuery = q.Encode()
	s.reply(w, r, machine(r.Context()), req)
}

// labs: the only key goes, and the question mark with it.
func (s *server) labs(w http.ResponseWriter, r *http.Request) {
	if _, err := s.db.Exec(`INSERT INTO views (user_id, page) VALUES (?, 'labs')`, session.UserID(r.Context())); err != nil {
		serve.Fail(w, r, err)
		return
	}
	q := url.Values{}
	q.Set("user_id", session.UserID(r.Context()))
	req, err := http.NewRequestWithContext(r.Context(), "GET", s.base+"/v1/biomarkers?"+q.Encode(), nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	resp, err := machine(r.Context()).Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	show(w, r, resp)
}

// reply sends a request and shows the answer.
func (s *server) reply(w http.ResponseWriter, r *http.Request, hc *http.Client, req *http.Request) {
	resp, err := hc.Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	show(w, r, resp)
}

func show(w http.ResponseWriter, r *http.Request, resp *http.Response) {
	defer resp.Body.Close()
	var out any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || resp.StatusCode != http.StatusOK {
		serve.Fail(w, r, fmt.Errorf("%s: %s", resp.Request.URL.Path, resp.Status))
		return
	}
	serve.JSON(w, out)
}
