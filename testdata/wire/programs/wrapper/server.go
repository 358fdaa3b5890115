package main

import (
	"net/http"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
	"example.com/clinic/wrapper/loop"
)

type server struct{ loop *loop.Client }

func (s *server) labs(w http.ResponseWriter, r *http.Request) {
	list, err := s.loop.Biomarkers(r.Context(), session.UserID(r.Context()))
	answer(w, r, list, err)
}

func (s *server) progress(w http.ResponseWriter, r *http.Request) {
	list, err := s.loop.CheckIns(r.Context(), session.UserID(r.Context()), r.FormValue("from"))
	answer(w, r, list, err)
}

func (s *server) start(w http.ResponseWriter, r *http.Request) {
	started, err := s.loop.StartProtocol(r.Context(), session.UserID(r.Context()), r.PathValue("id"))
	answer(w, r, started, err)
}

// member is for the front desk.
func (s *server) member(w http.ResponseWriter, r *http.Request) {
	if _, pass, ok := r.BasicAuth(); !ok || pass != "desk" {
		http.Error(w, "staff only", http.StatusUnauthorized)
		return
	}
	m, err := s.loop.Member(r.Context(), r.PathValue("id"))
	answer(w, r, m, err)
}

func answer(w http.ResponseWriter, r *http.Request, v any, err error) {
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, v)
}
