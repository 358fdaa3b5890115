// Constant has a path that migrated and kept calls share (shape G): the clinic's
// webhook and a family page read the same resource for others.
package main

import (
	"net/http"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /labs", session.Require(http.HandlerFunc(labs)))
	mux.Handle("GET /family", session.Require(http.HandlerFunc(family)))
	mux.HandleFunc("POST /webhooks/loop", parsed)
	serve.Run(mux)
}
