// Package event is the audit log of the platform: what happened, in order, as
// the driver of the wire test reads it.
package event

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
)

// The kinds of events.
const (
	Call    = "call"    // a request to a resource service
	Token   = "token"   // a request to a token endpoint
	Consent = "consent" // a decision on the consent page
	Mail    = "mail"    // a request to the mail company
)

// An Event is one entry. Which fields are set depends on its kind.
type Event struct {
	Seq    int    `json:"seq"`
	Kind   string `json:"kind"`
	Status int    `json:"status"`
	Error  string `json:"error,omitempty"` // error code of the answer

	// Of calls: what was on the wire, without the Authorization header.
	Method string      `json:"method,omitempty"`
	Host   string      `json:"host,omitempty"`
	URI    string      `json:"uri,omitempty"`
	Header http.Header `json:"header,omitempty"`
	Body   string      `json:"body,omitempty"`

	// Who asked, as whom, and with which scopes.
	Auth    string   `json:"auth,omitempty"` // "user", "machine" or "none"
	Client  string   `json:"client,omitempty"`
	User    string   `json:"user,omitempty"`
	Scopes  []string `json:"scopes,omitempty"`  // of the token, or granted
	Needs   string   `json:"needs,omitempty"`   // the scope that decided about the call
	Asked   []string `json:"asked,omitempty"`   // consents: what was asked for
	Grant   string   `json:"grant,omitempty"`   // token requests: grant_type
	Reused  bool     `json:"reused,omitempty"`  // token requests: a spent refresh token
	Revoked bool     `json:"revoked,omitempty"` // token requests: the grant has ended
}

// A Log is a list of events; safe for concurrent use. Quiet logs only count.
type Log struct {
	mu     sync.Mutex
	events []Event
	quiet  bool
}

// SetQuiet stops or resumes the keeping of events, for runs with millions.
func (l *Log) SetQuiet(quiet bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.quiet = quiet
}

// Add appends e.
func (l *Log) Add(e Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.quiet {
		return
	}
	e.Seq = len(l.events) + 1
	l.events = append(l.events, e)
}

// All returns a copy.
func (l *Log) All() []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.events)
}

// ServeHTTP answers with all events as JSON.
func (l *Log) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(l.All())
}
