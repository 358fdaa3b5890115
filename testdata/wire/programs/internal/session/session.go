// Package session knows who is signed in.
package session

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
)

type key struct{}

var (
	mu       sync.Mutex
	sessions = map[string]string{} // member's platform id by cookie
)

// UserID is the platform's id of the signed-in member.
func UserID(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}

// SignIn begins a session for the member in the form. A real one would ask for
// a password.
func SignIn(w http.ResponseWriter, r *http.Request) {
	cookie := rand.Text()
	mu.Lock()
	sessions[cookie] = r.FormValue("member")
	mu.Unlock()
	http.SetCookie(w, &http.Cookie{Name: "clinic", Value: cookie, Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
	w.WriteHeader(http.StatusNoContent)
}

// Require lets only members through.
func Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var id string
		if c, err := r.Cookie("clinic"); err == nil {
			mu.Lock()
			id = sessions[c.Value]
			mu.Unlock()
		}
		if id == "" {
			http.Error(w, "please sign in", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, id)))
	})
}
