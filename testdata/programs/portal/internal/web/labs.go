package web

import (
	"net/http"
	"net/url"

	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

// bearer is the value of an Authorization header.
func bearer(token string) string { return "Bearer " + token }

// trends feeds the chart: the same values as labs, as JSON and over a year.
func (s *Server) trends(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	userID := session.UserID(ctx)

	tok, err := s.serviceToken(ctx)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	req, err := http.NewRequestWithContext(ctx, "GET", s.Clinical+"/v1/biomarkers?user_id="+url.QueryEscape(userID)+"&period=P1Y", nil)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	req.Header.Set("Authorization", bearer(tok))
	req.Header.Set("Accept", "application/vnd.loop.series+json") // not the list that labs gets

	resp, err := s.http.Do(req)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var series map[string][]float64
	if err := decode(resp, &series); err != nil {
		s.fail(w, r, err)
		return
	}
	writeJSON(w, series)
}

// labs lists the latest lab values.
func (s *Server) labs(w http.ResponseWriter, r *http.Request) {
	memberID := session.UserID(r.Context())
	q := url.Values{}
	q.Set("user_id", memberID)

	// Only our servers may read labs, so the browser never sees this token.
	tok, err := s.serviceToken(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}

	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, s.Clinical+"/v1/biomarkers?"+q.Encode(), nil)
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

	var list loop.BiomarkerList
	if err := decode(resp, &list); err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, "labs", list.Items)
}
