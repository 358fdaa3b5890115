package web

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"example.com/portal/internal/roster"
	"example.com/portal/internal/session"
)

// codeLifetime is how long a sign-in link works.
const codeLifetime = 15 * time.Minute

// SignIn lets members in by a link that is mailed to them.
type SignIn struct {
	Sessions *session.Store
	Roster   interface {
		Members(ctx context.Context) ([]roster.Member, error)
	}
	Mailer interface {
		Send(ctx context.Context, userID, subject, text string) error
	}
	PublicURL string

	mu    sync.Mutex
	codes map[string]pending
}

type pending struct {
	member  roster.Member
	expires time.Time
}

// Register mounts the sign-in pages, which are open to everybody.
func (s *SignIn) Register(mux *http.ServeMux) {
	s.codes = make(map[string]pending)
	mux.HandleFunc("POST /sign-in", s.request)
	mux.HandleFunc("GET /sign-in/{code}", s.redeem)
}

func (s *SignIn) request(w http.ResponseWriter, r *http.Request) {
	members, err := s.Roster.Members(r.Context())
	if err != nil {
		http.Error(w, "please try again", http.StatusServiceUnavailable)
		return
	}
	email := strings.TrimSpace(r.FormValue("email"))
	for _, m := range members {
		if strings.EqualFold(m.Email, email) {
			link := s.PublicURL + "/sign-in/" + url.PathEscape(s.issue(m))
			err = s.Mailer.Send(r.Context(), m.ID, "Your sign-in link", link)
		}
	}
	if err != nil {
		http.Error(w, "please try again", http.StatusServiceUnavailable)
		return
	}
	// The same answer whether we know the address or not.
	w.WriteHeader(http.StatusAccepted)
}

func (s *SignIn) issue(m roster.Member) string {
	code := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = pending{m, time.Now().Add(codeLifetime)}
	return code
}

func (s *SignIn) redeem(w http.ResponseWriter, r *http.Request) {
	code := r.PathValue("code")
	s.mu.Lock()
	p, ok := s.codes[code]
	delete(s.codes, code)
	s.mu.Unlock()

	if !ok || time.Now().After(p.expires) {
		http.Error(w, "this link has expired", http.StatusGone)
		return
	}
	s.Sessions.Start(w, p.member.ID, p.member.Email)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
