// Portald serves the Harbor Clinic member portal.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/robfig/cron/v3"

	"example.com/portal/internal/admin"
	"example.com/portal/internal/api"
	"example.com/portal/internal/billing"
	"example.com/portal/internal/config"
	"example.com/portal/internal/digest"
	"example.com/portal/internal/events"
	"example.com/portal/internal/hooks"
	"example.com/portal/internal/inbox"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/mailer"
	"example.com/portal/internal/roster"
	"example.com/portal/internal/session"
	"example.com/portal/internal/wearables"
	"example.com/portal/internal/web"
)

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, config.FromEnv(), log); err != nil {
		log.Error("portald", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	members, err := roster.Open(cfg.RosterFile)
	if err != nil {
		return err
	}
	hc := &http.Client{Timeout: 10 * time.Second}
	mail := mailer.New(cfg.PostboxKey, hc)
	tokens := &loop.TokenCache{
		URL:          cfg.Loop.TokenURL,
		ClientID:     cfg.Loop.ClientID,
		ClientSecret: cfg.Loop.ClientSecret,
		Scopes:       []string{"admin:clinical", "admin:comms", "admin:identity"},
		HTTP:         hc,
	}
	platform := loop.New(cfg.Loop.BaseURL, hc, tokens)

	weekly := &digest.Digest{Platform: platform, Roster: members, Mailer: mail, Brand: cfg.Brand, Log: log}
	jobs := cron.New()
	if err := weekly.Start(jobs); err != nil {
		return err
	}
	jobs.Start()
	defer jobs.Stop()

	var reports api.Reports = noReports{}
	if cfg.NATSURL != "" {
		bus, err := events.Connect(cfg.NATSURL)
		if err != nil {
			return err
		}
		worker := &events.Worker{Platform: platform, Mailer: mail, Log: log}
		if err := worker.Subscribe(bus); err != nil {
			return err
		}
		reports = bus
	}

	sessions := session.NewStore()
	cash := billing.NewCash(ctx, cfg.Loop, cfg.Brand)
	pages := &web.Server{
		Sessions: sessions, Records: platform, Wallet: cash, Tokens: tokens,
		Clinical: cfg.Loop.Host("clinical"), Identity: cfg.Loop.Host("identity"),
		Entitlements: cfg.Loop.Host("entitlements"),
		PublicURL:    cfg.PublicURL, Brand: cfg.Brand, Log: log,
	}
	app := &api.API{
		Records: platform, Inbox: inbox.New(ctx, cfg.Loop, cfg.Brand),
		Cash: cash, Payments: billing.NewPayments(ctx, cfg.Loop),
		Reports: reports, Households: members, Tokens: tokens,
		Clinical: cfg.Loop.Host("clinical"), Booking: cfg.Loop.Host("booking"),
		ServiceToken: cfg.Loop.ServiceToken, Brand: cfg.Brand, Log: log,
	}
	pilot := wearables.New(cfg.Loop, cfg.PublicURL, log)
	go pilot.Nightly(ctx)

	mux := http.NewServeMux()
	mux.Handle("/", pages.Routes())
	mux.Handle("/api/", sessions.Require(app.Routes()))
	mux.Handle("/wearables", sessions.Require(pilot.Routes()))
	mux.Handle("/wearables/", sessions.Require(pilot.Routes()))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {})
	(&web.SignIn{Sessions: sessions, Roster: members, Mailer: mail, PublicURL: cfg.PublicURL}).Register(mux)
	(&hooks.Handler{Secret: cfg.Loop.WebhookSecret, Platform: platform, Mailer: mail, Log: log}).Register(mux)
	admin.New(ctx, cfg, log).Register(mux)

	return serve(ctx, &http.Server{Addr: cfg.Addr, Handler: mux, ReadHeaderTimeout: 5 * time.Second}, log)
}

// serve runs srv until ctx ends, then gives requests ten seconds to finish.
func serve(ctx context.Context, srv *http.Server, log *slog.Logger) error {
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = srv.Shutdown(grace)
	}()
	log.Info("portald is up", "addr", srv.Addr)
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// noReports stands in for the queue where there is none.
type noReports struct{}

func (noReports) RequestReport(string, string) error {
	return errors.New("reports are switched off: NATS_URL is not set")
}
