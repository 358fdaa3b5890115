package connect

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/oauth2"
)

// A MemoryStore keeps grants in this process's memory: for tests and trials.
// When the process ends, every user has to give consent again, and a second
// process would not know the first one's grants.
type MemoryStore struct {
	locks  keyLocks
	mu     sync.RWMutex
	grants map[string]*oauth2.Token // the tokens are never changed
}

// NewMemoryStore returns an empty store.
func NewMemoryStore() *MemoryStore { return &MemoryStore{grants: map[string]*oauth2.Token{}} }

// Load implements [Store].
func (s *MemoryStore) Load(_ context.Context, userID string) (*oauth2.Token, error) {
	if userID == "" {
		return nil, ErrNoUser
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	tok := s.grants[userID]
	if tok == nil {
		return nil, ErrNoGrant
	}
	return bare(tok), nil
}

// Save implements [Store].
func (s *MemoryStore) Save(ctx context.Context, userID string, tok *oauth2.Token) error {
	if tok == nil {
		return errors.New("connect: no token to store")
	}
	return s.locked(ctx, userID, func() error { s.put(userID, bare(tok)); return nil })
}

// Delete implements [Store].
func (s *MemoryStore) Delete(ctx context.Context, userID string) error {
	return s.locked(ctx, userID, func() error { s.put(userID, nil); return nil })
}

// Update implements [Store].
func (s *MemoryStore) Update(ctx context.Context, userID string, f func(*oauth2.Token) (*oauth2.Token, error)) error {
	return s.locked(ctx, userID, func() error {
		cur, err := s.Load(ctx, userID)
		if err != nil {
			return err
		}
		next, err := f(cur)
		if err != nil {
			return err
		}
		if next != nil {
			next = bare(next)
		}
		s.put(userID, next)
		return nil
	})
}

// locked runs f while nobody else writes this user's grant.
func (s *MemoryStore) locked(ctx context.Context, userID string, f func() error) error {
	if userID == "" {
		return ErrNoUser
	}
	unlock, err := s.locks.lock(ctx, userID)
	if err != nil {
		return err
	}
	defer unlock()
	return f()
}

// put sets or, with nil, removes a grant.
func (s *MemoryStore) put(userID string, tok *oauth2.Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if tok == nil {
		delete(s.grants, userID)
		return
	}
	s.grants[userID] = tok
}
