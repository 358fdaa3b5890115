// Wrapper sends everything through one method that fetches and sets the machine
// token (shape D): the context says for whom, the wrapper honours it.
package main

import (
	"net/http"
	"time"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
	"example.com/clinic/wrapper/loop"
)

func main() {
	s := &server{loop: loop.New("https://{service}.platform.loop.health", &http.Client{Timeout: 5 * time.Second})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /labs", session.Require(http.HandlerFunc(s.labs)))
	mux.Handle("GET /progress", session.Require(http.HandlerFunc(s.progress)))
	mux.Handle("POST /protocols/{id}/start", session.Require(http.HandlerFunc(s.start)))
	mux.HandleFunc("GET /admin/members/{id}", s.member)
	serve.Run(mux)
}
