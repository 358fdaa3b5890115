// Digestnow runs the portal's weekly digest at once. It is not part of the
// portal: the wire test adds it after the migration, and before it.
package main

import (
	"context"
	"log"
	"log/slog"
	"net/http"

	"github.com/robfig/cron/v3"

	"example.com/portal/internal/config"
	"example.com/portal/internal/digest"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/mailer"
	"example.com/portal/internal/roster"
)

func main() {
	cfg := config.FromEnv()
	members, err := roster.Open(cfg.RosterFile)
	if err != nil {
		log.Fatal(err)
	}
	tokens := &loop.TokenCache{
		URL: cfg.Loop.TokenURL, ClientID: cfg.Loop.ClientID, ClientSecret: cfg.Loop.ClientSecret,
		Scopes: []string{"admin:clinical", "admin:comms"}, HTTP: http.DefaultClient,
	}
	weekly := &digest.Digest{
		Platform: loop.New(cfg.Loop.BaseURL, http.DefaultClient, tokens), Roster: members,
		Mailer: mailer.New(cfg.PostboxKey, http.DefaultClient), Brand: cfg.Brand, Log: slog.Default(),
	}
	jobs := cron.New()
	if err := weekly.Start(jobs); err != nil {
		log.Fatal(err)
	}
	if _, err := weekly.Roster.Members(context.Background()); err != nil {
		log.Fatal(err)
	}
	jobs.Entries()[0].Job.Run()
}
