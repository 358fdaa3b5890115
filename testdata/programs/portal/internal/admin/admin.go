// Package admin is the console of the clinic's front desk.
package admin

import (
	"context"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"

	"golang.org/x/oauth2/clientcredentials"

	"example.com/portal/internal/config"
)

// Console serves the pages under /admin to staff.
type Console struct {
	staffToken string
	brand      string
	loop       config.Loop
	http       *http.Client
	log        *slog.Logger
}

// New returns the console. It has a credential of its own, so that the audit log
// tells the front desk from the portal.
func New(ctx context.Context, cfg config.Config, log *slog.Logger) *Console {
	cc := clientcredentials.Config{
		ClientID:     cfg.Loop.ClientID,
		ClientSecret: cfg.Loop.ClientSecret,
		TokenURL:     cfg.Loop.TokenURL,
		Scopes:       []string{"admin:identity", "admin:clinical", "admin:cash"},
	}
	return &Console{cfg.StaffToken, cfg.Brand, cfg.Loop, cc.Client(ctx), log}
}

// Register mounts the console.
func (c *Console) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /admin/members/{id}", c.staff(func(w http.ResponseWriter, r *http.Request) {
		c.forward(w, r, http.MethodGet, c.loop.Host("identity")+"/v1/admin/users/"+url.PathEscape(r.PathValue("id")))
	}))
	mux.HandleFunc("GET /admin/balance", c.staff(c.balance))
	mux.HandleFunc("DELETE /admin/members/{id}", c.staff(c.erase))
}

// staff lets only holders of the staff token through.
func (c *Console) staff(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, token, ok := r.BasicAuth()
		if !ok || subtle.ConstantTimeCompare([]byte(token), []byte(c.staffToken)) != 1 {
			w.Header().Set("WWW-Authenticate", `Basic realm="front desk"`)
			http.Error(w, "staff only", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}

// balance answers members who call about their rewards.
func (c *Console) balance(w http.ResponseWriter, r *http.Request) {
	q := url.Values{}
	q.Set("user_id", r.URL.Query().Get("user_id"))
	q.Set("brand_id", c.brand)
	c.forward(w, r, http.MethodGet, c.loop.Host("cash")+"/v1/cash/balance?"+q.Encode())
}

// erase honours a member's right to be forgotten. There is no way back.
func (c *Console) erase(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	c.log.Warn("erasing a member", "user_id", id)
	u := fmt.Sprintf("%s/v1/patients/%s/clinical?user_id=%s", c.loop.Host("clinical"), url.PathEscape(id), url.QueryEscape(id))
	c.forward(w, r, http.MethodDelete, u)
}

// forward passes the platform's answer on to the console.
func (c *Console) forward(w http.ResponseWriter, r *http.Request, method, u string) {
	req, err := http.NewRequestWithContext(r.Context(), method, u, nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	resp, err := c.http.Do(req)
	if err != nil {
		c.log.Error("admin", "path", r.URL.Path, "err", err)
		http.Error(w, "the platform does not answer", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()

	if resp.StatusCode >= http.StatusInternalServerError {
		c.log.Error("admin", "path", r.URL.Path, "status", resp.Status)
	}
	w.Header().Set("Content-Type", resp.Header.Get("Content-Type"))
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body)
}
