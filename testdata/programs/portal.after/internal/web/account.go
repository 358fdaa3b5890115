package web

import (
	"fmt"
	"net/http"
	"net/url"

	"example.com/portal/internal/connect"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

type settings struct {
	Locale   string `json:"locale"`
	Units    string `json:"units"`
	TimeZone string `json:"time_zone"`
}

func (s *Server) settings(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	sess, _ := session.FromContext(ctx)

	req, err := http.NewRequestWithContext(ctx, "GET", s.Identity+"/v1/users/me/settings", nil)
	if err != nil {
		s.fail(w, r, err)
		return
	}

	resp, err := connect.ClientLike(ctx, sess.Subject, s.http).Do(req)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var set settings
	if err := decode(resp, &set); err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, "settings", set)
}

// checkIns asks for nobody in particular: the platform knows whose check-ins are due.
func (s *Server) checkIns(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	uid := session.UserID(ctx)
	s.Log.Debug("check-ins", "user_id", uid)

	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Clinical+"/v1/check-ins", nil)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	resp, err := connect.ClientLike(ctx, uid, s.http).Do(req)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var list loop.CheckInList
	if err := decode(resp, &list); err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, "check-ins", list.Items)
}

// plan shows what the member's plan includes.
func (s *Server) plan(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	uid := session.UserID(ctx)

	tok, err := s.serviceToken(ctx)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	u := fmt.Sprintf("%s/v1/entitlements/user/%s?brand_id=%s", s.Entitlements, url.PathEscape(uid), s.Brand)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	resp, err := s.http.Do(req)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var out struct {
		Entitlements []string `json:"entitlements"`
	}
	if err := decode(resp, &out); err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, "plan", out)
}
