// Package web serves the portal's pages to signed-in members.
package web

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"example.com/portal/internal/billing"
	"example.com/portal/internal/loop"
	"example.com/portal/internal/session"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// Records is what the pages need of the Loop client.
type Records interface {
	Biomarkers(ctx context.Context, userID string) (*loop.BiomarkerList, error)
	CheckIns(ctx context.Context, uid string, since time.Time) ([]loop.CheckIn, error)
	Inbox(ctx context.Context, personID, brand string) (*loop.MessageList, error)
}

// Wallet is what the pages need of billing.
type Wallet interface {
	Balance(ctx context.Context, userID string) (*billing.Balance, error)
}

// Tokens hands out the portal's service token.
type Tokens interface {
	Token(ctx context.Context) (string, error)
}

// Server renders the pages.
type Server struct {
	Sessions *session.Store
	Records  Records
	Wallet   Wallet
	Tokens   Tokens

	Clinical     string // base URLs of the services that the pages read directly
	Identity     string
	Entitlements string

	PublicURL string
	Brand     string
	Log       *slog.Logger

	http *http.Client
}

// Routes returns the pages, behind the session middleware.
func (s *Server) Routes() http.Handler {
	// The platform answers within a second or not at all.
	s.http = &http.Client{Timeout: 5 * time.Second}

	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.dashboard)
	mux.HandleFunc("GET /progress", s.progress)
	mux.HandleFunc("GET /trends", s.trends)
	mux.HandleFunc("GET /labs", s.labs)
	mux.HandleFunc("GET /report", s.report)
	mux.HandleFunc("GET /certificate", s.certificate)
	mux.HandleFunc("GET /check-ins", s.checkIns)
	mux.HandleFunc("GET /settings", s.settings)
	mux.HandleFunc("GET /plan", s.plan)
	mux.HandleFunc("GET /pharmacy", s.pharmacy)
	mux.HandleFunc("POST /sign-out", s.Sessions.End)
	return s.logged(s.Sessions.Require(mux))
}

func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		next.ServeHTTP(w, r)
		s.Log.Info("page", "path", r.URL.Path, "took", time.Since(start))
	})
}

// serviceToken returns the token that the pages' own requests are sent with.
func (s *Server) serviceToken(ctx context.Context) (string, error) {
	tok, err := s.Tokens.Token(ctx)
	if err != nil {
		return "", fmt.Errorf("service token: %w", err)
	}
	return tok, nil
}

func (s *Server) render(w http.ResponseWriter, page string, data any) {
	if err := pages.ExecuteTemplate(w, page, data); err != nil {
		s.Log.Error("render", "page", page, "err", err)
	}
}

// fail answers with a page that does not tell members more than they can use.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.Log.Error("page", "path", r.URL.Path, "user_id", session.UserID(r.Context()), "err", err)
	http.Error(w, "Something went wrong. Please try again in a minute.", http.StatusBadGateway)
}

// decode reads the answer of the platform into out and closes it.
func decode(resp *http.Response, out any) error {
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", resp.Request.URL.Path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
