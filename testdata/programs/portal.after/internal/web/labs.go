package web

import (
	"net/http"

	"example.com/portal/internal/connect"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

// trends feeds the chart: the same values as labs, as JSON and over a year.
func (s *Server) trends(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	userID := session.UserID(ctx)

	req, err := http.NewRequestWithContext(ctx, "GET", s.Clinical+"/v1/biomarkers/me?period=P1Y", nil)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	req.Header.Set("Accept", "application/vnd.loop.series+json") // not the list that labs gets

	resp, err := connect.ClientLike(ctx, userID, s.http).Do(req)
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

	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, s.Clinical+"/v1/biomarkers/me", nil)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	resp, err := connect.ClientLike(r.Context(), memberID, s.http).Do(req)
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
