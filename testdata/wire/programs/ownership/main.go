// Ownership has the member's id in its own path, because its app put it there,
// and compares it with the session's. Routes are chi's.
package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	r := chi.NewRouter()
	r.Use(session.Require)
	r.Get("/members/{memberID}/labs", labs)
	mux.Handle("/members/", r)
	serve.Run(mux)
}
