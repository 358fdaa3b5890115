package connect

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"golang.org/x/oauth2"
)

// A Store keeps one grant per user: the current pair of access and refresh
// token, with its expiry. The user id is the platform's. All methods are safe
// for concurrent use, refuse an empty user id with [ErrNoUser], and neither keep
// nor change the tokens that are passed in or given out.
//
// This package has four: [NewMemoryStore], [NewFileStore], [NewSQLStore], and
// [Seal] around any of them.
type Store interface {
	// Load returns the user's grant, or ErrNoGrant.
	Load(ctx context.Context, userID string) (*oauth2.Token, error)

	// Save stores a grant in place of any other. It waits for an Update of the
	// same user that is under way.
	Save(ctx context.Context, userID string, tok *oauth2.Token) error

	// Delete removes the grant; it is no error if there is none. It waits as
	// Save does.
	Delete(ctx context.Context, userID string) error

	// Update calls f with the user's grant and stores what f returns, while no
	// other Save, Delete or Update of this user happens in any process: f talks
	// to the platform, and a refresh token must not be sent twice. Load is not
	// held up. Without a grant, Update returns ErrNoGrant and does not call f.
	//
	// If f returns an error, nothing changes and Update returns that error,
	// wrapped or not. If f returns its argument, nothing need be written. If f
	// returns nil and no error, the grant is deleted. When Update returns nil,
	// the outcome is durable. Before it calls f, a Store should find out what
	// can be found out about its ability to write, because a pair that cannot
	// be stored is a grant lost.
	Update(ctx context.Context, userID string, f func(*oauth2.Token) (*oauth2.Token, error)) error
}

// keyLocks are mutual exclusions by name whose wait ends with the context. The
// zero value is ready.
type keyLocks struct {
	mu sync.Mutex
	m  map[string]*keyLock
}

// A keyLock is held by whoever has the token out of ch.
type keyLock struct {
	ch    chan struct{}
	users int // holders and waiters; at 0 the lock is dropped
}

// lock waits for key and returns the function that releases it.
func (k *keyLocks) lock(ctx context.Context, key string) (unlock func(), err error) {
	k.mu.Lock()
	l := k.m[key]
	if l == nil {
		if k.m == nil {
			k.m = map[string]*keyLock{}
		}
		l = &keyLock{ch: make(chan struct{}, 1)}
		l.ch <- struct{}{}
		k.m[key] = l
	}
	l.users++
	k.mu.Unlock()
	leave := func() {
		k.mu.Lock()
		if l.users--; l.users == 0 {
			delete(k.m, key)
		}
		k.mu.Unlock()
	}
	select {
	case <-l.ch:
		return func() { l.ch <- struct{}{}; leave() }, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

// A record is the stored form of a grant in files and databases. The user id is
// in it so that a record under the wrong name is noticed.
type record struct {
	Version int           `json:"version"`
	UserID  string        `json:"user_id"`
	Token   *oauth2.Token `json:"token"`
}

// encodeRecord returns the stored form.
func encodeRecord(userID string, tok *oauth2.Token) ([]byte, error) {
	if tok == nil {
		return nil, errors.New("connect: no token to store")
	}
	return json.Marshal(record{Version: 1, UserID: userID, Token: bare(tok)})
}

// decodeRecord reads the stored form. Errors quote nothing of it.
func decodeRecord(userID string, data []byte) (*oauth2.Token, error) {
	var r record
	switch {
	case json.Unmarshal(data, &r) != nil || r.Token == nil:
		return nil, errors.New("the stored grant is damaged")
	case r.Version != 1:
		return nil, errors.New("the stored grant is of a newer version of this package")
	case r.UserID != userID:
		return nil, errors.New("the stored grant is another user's")
	}
	return r.Token, nil
}
