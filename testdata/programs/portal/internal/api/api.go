// Package api is the JSON interface of the portal's single-page app.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"example.com/portal/internal/billing"
	"example.com/portal/internal/inbox"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/roster"
	"example.com/portal/internal/session"
)

// Records is what the API needs of the Loop client.
type Records interface {
	Biomarkers(ctx context.Context, userID string) (*loop.BiomarkerList, error)
	NextCheckIn(ctx context.Context, enrolled time.Time) (time.Time, error)
	StartProtocol(ctx context.Context, memberID, protocolID string) (*loop.Enrollment, error)
	Affiliate(ctx context.Context) (*loop.Affiliate, error)
}

// Reports queues the long lab report, which takes minutes to write.
type Reports interface {
	RequestReport(userID, email string) error
}

// Households tells who lives with whom.
type Households interface {
	Household(ctx context.Context, id string) ([]roster.Member, error)
}

// API holds the handlers' dependencies.
type API struct {
	Records    Records
	Inbox      *inbox.Service
	Cash       *billing.Cash
	Payments   *billing.Payments
	Reports    Reports
	Households Households
	Tokens     *loop.TokenCache

	Clinical     string // base URLs
	Booking      string
	ServiceToken string // for the check-ins feed, see checkins.go
	Brand        string
	Log          *slog.Logger
}

// Routes returns the API. It expects to be behind the session middleware.
func (a *API) Routes() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.Recoverer)

	r.Route("/api", func(r chi.Router) {
		r.Get("/biomarkers", a.biomarkers)
		r.Get("/biomarkers/{key}", a.biomarker)
		r.Get("/household/biomarkers", a.household)
		r.Get("/check-ins", a.checkIns)
		r.Get("/check-ins/next", a.nextCheckIn)
		r.Get("/visits", a.visits)
		r.Get("/appointments", a.appointments)
		r.Get("/members/{memberID}/inbox", a.memberInbox)
		r.Post("/protocols/{protocolID}/start", a.startProtocol)
		r.Post("/reports", a.requestReport)

		r.Get("/payments", a.payments)
		r.Get("/rewards", a.rewards)
		r.Get("/affiliate", a.affiliate)
		r.Post("/referrals/{code}/accept", a.acceptReferral)
	})
	return r
}

func (a *API) reply(w http.ResponseWriter, v any, err error) {
	w.Header().Set("Content-Type", "application/json")
	switch {
	case errors.Is(err, loop.ErrNotFound), errors.Is(err, inbox.ErrUnknown), errors.Is(err, roster.ErrUnknown):
		w.WriteHeader(http.StatusNotFound)
		v = map[string]string{"error": "not_found"}
	case err != nil:
		a.Log.Error("api", "err", err)
		w.WriteHeader(http.StatusBadGateway)
		v = map[string]string{"error": "upstream"}
	}
	_ = json.NewEncoder(w).Encode(v)
}

// me is the id of the signed-in member.
func me(r *http.Request) string { return session.UserID(r.Context()) }

// fetch sends a request with the service token and decodes the answer into out.
func (a *API) fetch(req *http.Request, out any) error {
	tok, err := a.Tokens.Token(req.Context())
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return decode(resp, out)
}

func decode(resp *http.Response, out any) error {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", resp.Request.URL.Path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
