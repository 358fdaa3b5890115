// Chain sends its requests with resty (shape E).
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
	serve.Run(mux)
}
