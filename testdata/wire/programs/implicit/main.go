// Implicit calls a resource that takes the user from the token, with a machine
// token: the page was always empty (admintoken).
package main

import (
	"net/http"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /check-ins", session.Require(http.HandlerFunc(checkIns)))
	serve.Run(mux)
}
