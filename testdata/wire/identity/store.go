package identity

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/ory/fosite"
	"github.com/ory/fosite/storage"
)

// A Grant is what a user has allowed a client, from the code to its end.
type Grant struct {
	User      string   `json:"user"`
	Client    string   `json:"client"`
	Scopes    []string `json:"scopes"`
	Refreshes int      `json:"refreshes"`
	Reused    int      `json:"reused"`  // spent refresh tokens that were sent again
	Early     int      `json:"early"`   // refreshes before nine tenths of the token's life
	Revoked   bool     `json:"revoked"` // by reuse, by revocation, or replaced
	Replaced  bool     `json:"replaced"`

	due time.Time // when a refresh of the newest token is in order
}

// store is fosite's memory store, with grants as the platform knows them: one
// per user and client, ended as a whole. Access tokens survive a refresh, as
// the platform documents ("unlimited number per user and client").
type store struct {
	*storage.MemoryStore

	mu     sync.Mutex
	grants map[string]*Grant // by request id
	order  []string
	live   []string          // signatures of users' access tokens
	spent  map[string]string // request id by signature of a refresh token that was rotated
}

// newStore returns an empty store.
func newStore() *store {
	return &store{MemoryStore: storage.NewMemoryStore(), grants: map[string]*Grant{}, spent: map[string]string{}}
}

// register adds a client.
func (s *store) register(c Client) {
	hash, _ := hasher{}.Hash(context.Background(), []byte(c.Secret))
	fc := &fosite.DefaultClient{ID: c.ID, Secret: hash, Scopes: c.Scopes, Public: c.Secret == ""}
	if c.Machine {
		fc.GrantTypes = []string{"client_credentials"}
	} else {
		fc.GrantTypes = []string{"authorization_code", "refresh_token"}
		fc.ResponseTypes = []string{"code"}
		fc.RedirectURIs = []string{c.RedirectURI}
	}
	s.Clients[c.ID] = fc
}

// CreateRefreshTokenSession notes new grants and refreshes.
func (s *store) CreateRefreshTokenSession(ctx context.Context, sig, accessSig string, req fosite.Requester) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.grants[req.GetID()]; g != nil {
		if g.Refreshes++; time.Now().Before(g.due) {
			g.Early++
		}
		return s.MemoryStore.CreateRefreshTokenSession(ctx, sig, accessSig, req)
	}
	user, client := req.GetSession().GetSubject(), req.GetClient().GetID()
	for _, old := range s.grants {
		if old.User == user && old.Client == client && !old.Revoked {
			old.Revoked, old.Replaced = true, true
		}
	}
	s.grants[req.GetID()] = &Grant{User: user, Client: client, Scopes: slices.Clone(req.GetGrantedScopes())}
	s.order = append(s.order, req.GetID())
	return s.MemoryStore.CreateRefreshTokenSession(ctx, sig, accessSig, req)
}

// issued notes the lifetime that a client has been told; a tenth of a second is
// for the clocks.
func (s *store) issued(id string, life time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.grants[id]; g != nil {
		g.due = time.Now().Add(life*9/10 - 100*time.Millisecond)
	}
}

// GetRefreshTokenSession tells reuse, and refuses tokens of ended grants.
func (s *store) GetRefreshTokenSession(ctx context.Context, sig string, sess fosite.Session) (fosite.Requester, error) {
	req, err := s.MemoryStore.GetRefreshTokenSession(ctx, sig, sess)
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.spent[sig]; ok {
		g := s.grants[id]
		g.Reused++
		g.Revoked = true
		return req, err
	}
	if err == nil && s.ended(req.GetID()) {
		return nil, fosite.ErrNotFound
	}
	return req, err
}

// GetAccessTokenSession refuses tokens of ended grants.
func (s *store) GetAccessTokenSession(ctx context.Context, sig string, sess fosite.Session) (fosite.Requester, error) {
	req, err := s.MemoryStore.GetAccessTokenSession(ctx, sig, sess)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil && s.ended(req.GetID()) {
		return nil, fosite.ErrNotFound
	}
	return req, err
}

// ended is called with the lock held.
func (s *store) ended(id string) bool {
	g := s.grants[id]
	return g != nil && g.Revoked
}

// RotateRefreshToken spends a refresh token; access tokens stay.
func (s *store) RotateRefreshToken(ctx context.Context, id, sig string) error {
	s.mu.Lock()
	s.spent[sig] = id
	s.mu.Unlock()
	return s.MemoryStore.RevokeRefreshToken(ctx, id)
}

// DeleteRefreshTokenSession keeps spent tokens: sent a third time they are still
// reuse.
func (s *store) DeleteRefreshTokenSession(context.Context, string) error { return nil }

// RevokeRefreshToken ends the grant.
func (s *store) RevokeRefreshToken(ctx context.Context, id string) error {
	s.mu.Lock()
	if g := s.grants[id]; g != nil {
		g.Revoked = true
	}
	s.mu.Unlock()
	err := s.MemoryStore.RevokeRefreshToken(ctx, id)
	if errors.Is(err, fosite.ErrNotFound) {
		return nil
	}
	return err
}

// CreateAccessTokenSession remembers users' access tokens by their issue.
func (s *store) CreateAccessTokenSession(ctx context.Context, sig string, req fosite.Requester) error {
	s.mu.Lock()
	if !machine(req) {
		s.live = append(s.live, sig)
	}
	s.mu.Unlock()
	return s.MemoryStore.CreateAccessTokenSession(ctx, sig, req)
}

// expireAccess ends all access tokens of users now, and leaves the grants.
func (s *store) expireAccess() {
	s.mu.Lock()
	live := s.live
	s.live = nil
	s.mu.Unlock()
	for _, sig := range live {
		s.MemoryStore.DeleteAccessTokenSession(context.Background(), sig)
	}
}
