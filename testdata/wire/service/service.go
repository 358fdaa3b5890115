// Package service is the platform's resource services, all of them: clinical,
// payments, comms, cash, identity's user pages and so on. They accept a user id
// in the request only with a machine token of the right admin scope, and the
// /me forms only with a user's token of the right scope. Every request is
// written to the audit log.
//
// What a resource says depends on whose it is, not on how it was asked for, so
// that a program's answers can be compared before and after its migration.
package service

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/m2me/m2me/testdata/wire/event"
	"github.com/m2me/m2me/testdata/wire/identity"
)

// Services answers for all resource services.
type Services struct {
	Log  *event.Log
	Look func(r *http.Request, token string) identity.Info

	// ScopeStatus is the status of insufficient_scope: the platform's pages say
	// 401 and 403.
	ScopeStatus int

	// RejectAll makes every user's token invalid_token, whatever it is.
	RejectAll atomic.Bool

	Calls atomic.Int64 // that were answered with 200
}

// ServeHTTP answers a request to the service that the host name begins with.
func (s *Services) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(r.Host, ".")
	s.Serve(w, r, name)
}

// Serve answers a request to a named service; no name means whichever has the path.
func (s *Services) Serve(w http.ResponseWriter, r *http.Request, name string) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	token, info := s.who(r)
	e := event.Event{
		Kind: event.Call, Method: r.Method, Host: r.Host, URI: r.RequestURI, Header: r.Header.Clone(), Body: string(body),
		Auth: "none", Client: info.Client, User: info.User, Scopes: info.Scopes,
	}
	e.Header.Del("Authorization")
	switch {
	case info.Active && info.Machine:
		e.Auth = "machine"
	case info.Active, strings.HasPrefix(token, "lph_at_"):
		e.Auth = "user"
	}
	ans := s.answer(r, name, info)
	e.Status, e.Error, e.Needs = ans.status, ans.code, ans.needs
	s.Log.Add(e)
	ans.write(w)
	if ans.status == http.StatusOK {
		s.Calls.Add(1)
	}
}

// who reads and introspects the bearer token.
func (s *Services) who(r *http.Request) (string, identity.Info) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", identity.Info{}
	}
	info := s.Look(r, token)
	if s.RejectAll.Load() && !info.Machine {
		info.Active = false
	}
	return token, info
}

// An answer is what a service sends.
type answer struct {
	status  int
	code    string // error code
	message string
	needs   string // the scope that decided
	body    any
}

// answer decides.
func (s *Services) answer(r *http.Request, name string, info identity.Info) answer {
	row, vars, ok := find(name, r)
	switch {
	case !ok:
		return answer{status: http.StatusNotFound, code: "not_found", message: "no such resource"}
	case !info.Active:
		return answer{status: http.StatusUnauthorized, code: "invalid_token", message: "the token is missing, expired or revoked"}
	}
	named := namedUser(r, vars)
	if vars.me && info.Machine {
		return answer{status: http.StatusForbidden, code: "forbidden", message: "no user in the token"}
	}
	if named != "" && !info.Machine {
		return answer{status: http.StatusForbidden, code: "forbidden", message: "subject mismatch"}
	}
	needs := row.scope
	if info.Machine {
		needs = row.admin
	}
	if needs == "" || !slices.Contains(info.Scopes, needs) {
		return answer{status: s.ScopeStatus, code: "insufficient_scope", message: "scope " + needs + " is missing", needs: needs}
	}
	user := named
	if !info.Machine {
		user = info.User
	}
	return answer{status: http.StatusOK, needs: needs, body: row.data(user, r)}
}

// write sends the answer, with WWW-Authenticate as RFC 6750 wants it.
func (a answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	switch a.code {
	case "invalid_token":
		w.Header().Set("WWW-Authenticate", `Bearer realm="loop", error="invalid_token"`)
	case "insufficient_scope":
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="loop", error="insufficient_scope", scope=%q`, a.needs))
	}
	w.WriteHeader(a.status)
	if a.code != "" {
		a.body = map[string]string{"error": a.code, "message": a.message}
	}
	json.NewEncoder(w).Encode(a.body)
}
