// Package session knows who is signed in to the portal.
package session

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"time"
)

const (
	cookieName = "portal_session"
	lifetime   = 12 * time.Hour
)

// Session is one signed-in member.
type Session struct {
	Subject string // the member's id on the Loop platform
	Email   string
	Expires time.Time
}

type ctxKey struct{}

// NewContext returns a context that carries sess.
func NewContext(ctx context.Context, sess Session) context.Context {
	return context.WithValue(ctx, ctxKey{}, sess)
}

// FromContext returns the session of the request that ctx belongs to.
func FromContext(ctx context.Context) (Session, bool) {
	sess, ok := ctx.Value(ctxKey{}).(Session)
	return sess, ok
}

// UserID is the id of the signed-in member, or "" behind no session middleware.
func UserID(ctx context.Context) string {
	sess, _ := FromContext(ctx)
	return sess.Subject
}

// Store keeps sessions in memory: a restart signs everybody out, and that is fine.
type Store struct {
	mu       sync.Mutex
	sessions map[string]Session
	now      func() time.Time
}

// NewStore returns an empty store.
func NewStore() *Store {
	return &Store{sessions: make(map[string]Session), now: time.Now}
}

// Start signs a member in and sets the cookie.
func (s *Store) Start(w http.ResponseWriter, subject, email string) {
	id := rand.Text()
	expires := s.now().Add(lifetime)

	s.mu.Lock()
	s.sessions[id] = Session{Subject: subject, Email: email, Expires: expires}
	s.mu.Unlock()

	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: id, Path: "/", Expires: expires,
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode,
	})
}

// End signs the member out.
func (s *Store) End(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(cookieName); err == nil {
		s.mu.Lock()
		delete(s.sessions, c.Value)
		s.mu.Unlock()
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName, Path: "/", MaxAge: -1})
}

func (s *Store) lookup(r *http.Request) (Session, bool) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return Session{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()

	sess, ok := s.sessions[c.Value]
	if ok && s.now().After(sess.Expires) {
		delete(s.sessions, c.Value)
		return Session{}, false
	}
	return sess, ok
}

// Require lets only signed-in members through to next.
func (s *Store) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sess, ok := s.lookup(r)
		if !ok {
			http.Error(w, "please sign in", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(NewContext(r.Context(), sess)))
	})
}
