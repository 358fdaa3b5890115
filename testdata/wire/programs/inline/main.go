// Inline builds its requests by hand, with a token it fetches by hand (shape A).
package main

import (
	"net/http"
	"time"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	s := &server{
		base:     serve.Env("LOOP_CLINICAL", "https://clinical.platform.loop.health"),
		tokenURL: serve.Env("LOOP_TOKEN_URL", "https://identity.platform.loop.health/v1/oauth/token"),
		http:     &http.Client{Timeout: 5 * time.Second},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /labs", session.Require(http.HandlerFunc(s.labs)))
	serve.Run(mux)
}
