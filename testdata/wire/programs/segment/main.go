// Segment names the user in the middle of a path (shape F).
package main

import (
	"net/http"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /settings", session.Require(http.HandlerFunc(settings)))
	serve.Run(mux)
}
