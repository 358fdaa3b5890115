// Command chi serves members and staff.
package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"example.com/routers/loop"
)

type signedIn struct{}

func main() {
	r := chi.NewRouter()
	r.Use(middleware.Logger)
	r.Get("/labs", labs)
	r.Route("/users/{user}", func(r chi.Router) { r.Get("/labs", labsOf) })
	r.Mount("/admin", staff())
	http.ListenAndServe(":8080", r)
}

func staff() http.Handler {
	r := chi.NewRouter()
	r.Get("/labs/{user}", office)
	return r
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func labsOf(w http.ResponseWriter, r *http.Request) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + chi.URLParam(r, "user"))
}

func office(w http.ResponseWriter, r *http.Request) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + chi.URLParam(r, "user"))
}
