// Cron has a nightly digest over all members beside a page of one member; both
// go through one client that sets the machine token.
package main

import (
	"log"
	"net/http"

	"github.com/robfig/cron/v3"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	c := &Client{base: "https://clinical.platform.loop.health", http: http.DefaultClient}
	jobs := cron.New()
	if _, err := jobs.AddFunc(serve.Env("DIGEST", "0 6 * * 1"), c.digest); err != nil {
		log.Fatal(err)
	}
	jobs.Start()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /labs", session.Require(http.HandlerFunc(c.labs)))
	serve.Run(mux)
}
