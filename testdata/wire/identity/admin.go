package identity

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/openid"
)

// Grants returns all grants so far, oldest first.
func (s *Server) Grants() []Grant {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	var out []Grant
	for _, id := range s.store.order {
		g := *s.store.grants[id]
		g.Scopes = slices.Clone(g.Scopes)
		out = append(out, g)
	}
	return out
}

// reused counts spent refresh tokens that were sent again.
func (s *Server) reused() int {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	n := 0
	for _, g := range s.store.grants {
		n += g.Reused
	}
	return n
}

// ExpireAccess ends all users' access tokens at once.
func (s *Server) ExpireAccess() {
	s.store.expireAccess()
}

// A Pair is what a token response holds.
type Pair struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
}

// Grant gives a client a grant of a user without the consent page, for runs
// that are about what comes after it.
func (s *Server) Grant(client, user string, scopes ...string) (Pair, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx := context.Background()
	fc, err := s.store.GetClient(ctx, client)
	if err != nil {
		return Pair{}, err
	}
	req := fosite.NewAccessRequest(openid.NewDefaultSession())
	req.Client, req.GrantTypes = fc, fosite.Arguments{"authorization_code"}
	req.GrantedScope, req.RequestedScope = scopes, scopes
	sess := req.Session.(*openid.DefaultSession)
	sess.Subject, sess.Claims.Subject = user, user
	now := req.RequestedAt
	sess.SetExpiresAt(fosite.AccessToken, now.Add(s.cfg.AccessLife))
	sess.SetExpiresAt(fosite.RefreshToken, now.Add(s.cfg.RefreshLife))
	access, accessSig, err := s.strategy.GenerateAccessToken(ctx, req)
	if err != nil {
		return Pair{}, err
	}
	refresh, refreshSig, err := s.strategy.GenerateRefreshToken(ctx, req)
	if err != nil {
		return Pair{}, err
	}
	if err := s.store.CreateAccessTokenSession(ctx, accessSig, req); err != nil {
		return Pair{}, err
	}
	return Pair{access, refresh}, s.store.CreateRefreshTokenSession(ctx, refreshSig, accessSig, req)
}

// Admin mounts the driver's own endpoints, which no program is told about.
func (s *Server) Admin(mux *http.ServeMux) {
	mux.HandleFunc("GET /grants", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, s.Grants())
	})
	mux.HandleFunc("POST /expire", func(http.ResponseWriter, *http.Request) { s.ExpireAccess() })
	mux.HandleFunc("POST /grant", func(w http.ResponseWriter, r *http.Request) {
		pair, err := s.Grant(r.FormValue("client"), r.FormValue("user"), strings.Fields(r.FormValue("scope"))...)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		writeJSON(w, http.StatusOK, pair)
	})
}
