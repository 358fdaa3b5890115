package connect

import (
	"slices"
	"sync"
	"time"
)

// rejections stop refresh storms: a service that answers every request with 401
// would otherwise cause a refresh per request. A token that is refused right
// after a refresh is bad luck once; from the second in a row on, the user's
// token is left alone for a second, two, four, up to maxPause.
type rejections struct {
	mu sync.Mutex
	m  map[string]rejection // by user id
}

// A rejection is an access token that was refused although it was new.
type rejection struct {
	access digest
	inRow  int       // new tokens refused without a success between
	until  time.Time // no refresh before
	forget time.Time // of no interest afterwards
}

// maxPause is the longest time without a refresh.
const maxPause = time.Minute

// note records that access, fresh from the platform, was refused.
func (r *rejections) note(userID, access string, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id, old := range r.m {
		if now.After(old.forget) {
			delete(r.m, id)
		}
	}
	old := r.m[userID]
	if old.access == digestOf(access) {
		return // another request has told
	}
	if r.m == nil {
		r.m = map[string]rejection{}
	}
	next := rejection{access: digestOf(access), inRow: min(old.inRow+1, 10), until: now}
	if next.inRow > 1 {
		next.until = now.Add(min(time.Second<<(next.inRow-2), maxPause))
	}
	next.forget = next.until.Add(maxPause)
	r.m[userID] = next
}

// clear records that a service has accepted the user's token.
func (r *rejections) clear(userID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.m, userID)
}

// pausing reports whether access should not be refreshed now.
func (r *rejections) pausing(userID, access string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	old, ok := r.m[userID]
	return ok && old.access == digestOf(access) && now.Before(old.until)
}

// shortfalls are the scopes that services have found missing in grants, beyond
// what is configured. A new consent replaces the old grant: if it asked only for
// what is missing now, two pages that need a scope each would send the user to
// the consent screen in turn, for ever. Each process learns for itself.
type shortfalls struct {
	mu sync.Mutex
	m  map[string][]string // by user id
}

// maxShortfall is how many scopes of one user are remembered.
const maxShortfall = 32

// lacks returns the error for a call of userID that needs scopes.
func (c *Connector) lacks(userID string, scopes []string) *ScopeError {
	s := &c.lacking
	s.mu.Lock()
	defer s.mu.Unlock()
	before := slices.Clone(s.m[userID])
	for _, scope := range scopes {
		if len(s.m[userID]) < maxShortfall && !slices.Contains(s.m[userID], scope) {
			if s.m == nil {
				s.m = map[string][]string{}
			}
			s.m[userID] = append(s.m[userID], scope)
		}
	}
	return &ScopeError{Scopes: scopes, before: before}
}
