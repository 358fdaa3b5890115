// Split has a page of one member and a nightly digest over all of them behind
// the same four layers, two of which are interfaces: the member's side gets
// functions of its own.
package main

import (
	"log"
	"net/http"

	"github.com/robfig/cron/v3"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
	"example.com/clinic/split/audit"
	"example.com/clinic/split/care"
	"example.com/clinic/split/jobs"
	"example.com/clinic/split/loop"
	"example.com/clinic/split/notify"
	"example.com/clinic/split/records"
	"example.com/clinic/split/roster"
	"example.com/clinic/split/token"
	"example.com/clinic/split/web"
)

func main() {
	platform := loop.New("https://clinical.platform.loop.health", http.DefaultClient, token.NewCache("admin:clinical"))
	store := records.NewStore(audit.Wrap(platform, log.Printf))
	svc := care.NewService(store)

	digest := jobs.NewDigest(svc, roster.Static("user_01HXYADA", "user_01HXYBEN", "user_01HXYCAT"))
	clock := cron.New()
	if _, err := clock.AddFunc(serve.Env("DIGEST", "0 6 * * 1"), digest.Run); err != nil {
		log.Fatal(err)
	}
	clock.Start()

	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.HandleFunc("POST /webhooks/loop", notify.Handler(store))
	web.Routes(mux, svc)
	serve.Run(mux)
}
