package connect

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// token returns a token of userID that has not expired, refreshed if need be.
func (c *Connector) token(ctx context.Context, userID string) (*oauth2.Token, error) {
	tok, err := c.load(ctx, userID)
	if err != nil {
		return nil, err
	}
	if c.fresh(tok, c.cfg.RefreshEarly) {
		return tok, nil
	}
	if !c.fresh(tok, 0) {
		return c.renew(ctx, userID, "")
	}
	// Have: some seconds left. A platform or store in trouble is not waited for.
	soon, cancel := context.WithTimeout(ctx, earlyWait)
	defer cancel()
	next, err := c.renew(soon, userID, "")
	if err != nil && !errors.Is(err, ErrConsentRequired) && !errors.Is(err, ErrNoGrant) {
		return tok, nil
	}
	return next, err
}

// earlyWait is how long a request waits for a refresh that it does not need yet.
const earlyWait = 2 * time.Second

// load reads a grant from the store.
func (c *Connector) load(ctx context.Context, userID string) (*oauth2.Token, error) {
	tok, err := c.store.Load(ctx, userID)
	if err != nil {
		return nil, storeError("read", err)
	}
	if tok == nil {
		return nil, ErrNoGrant
	}
	return tok, nil
}

// storeError adds what was being done, except to errors that say it themselves.
func storeError(doing string, err error) error {
	if err == nil || errors.Is(err, ErrNoGrant) || errors.Is(err, ErrNoUser) {
		return err
	}
	return fmt.Errorf("connect: cannot %s the user's grant: %w", doing, err)
}

// fresh reports whether tok can be used for at least early, which counts for no
// more than a tenth of the token's lifetime. A token without expiry is used
// until a service refuses it.
func (c *Connector) fresh(tok *oauth2.Token, early time.Duration) bool {
	if tok.AccessToken == "" {
		return false
	}
	if tok.Expiry.IsZero() {
		return true
	}
	if tok.ExpiresIn > 0 {
		early = min(early, time.Duration(tok.ExpiresIn)*time.Second/10)
	}
	return c.now().Add(early).Before(tok.Expiry)
}

// A flightKey names one refresh: of whom, and which access token a service has
// rejected (that of the empty string if the refresh is due to expiry).
type flightKey struct {
	userID   string
	rejected digest
}

// A flight is a refresh under way, with everybody who waits for it.
type flight struct {
	done chan struct{}
	tok  *oauth2.Token // valid, with err, once done is closed
	err  error
}

// flights are the refreshes under way in this process.
type flights struct {
	mu sync.Mutex
	m  map[flightKey]*flight
}

// renew returns a token other than rejected, from the store if somebody else
// has refreshed in the meantime, else from the platform. Callers who ask for the
// same thing at the same time share one answer. A caller may give up waiting;
// the refresh goes on, because its outcome must reach the store.
func (c *Connector) renew(ctx context.Context, userID, rejected string) (*oauth2.Token, error) {
	key := flightKey{userID, digestOf(rejected)}
	c.flights.mu.Lock()
	f := c.flights.m[key]
	if f == nil {
		f = &flight{done: make(chan struct{})}
		if c.flights.m == nil {
			c.flights.m = map[flightKey]*flight{}
		}
		c.flights.m[key] = f
		go c.fly(context.WithoutCancel(ctx), key, rejected, f)
	}
	c.flights.mu.Unlock()
	select {
	case <-f.done:
		return f.tok, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// fly does one refresh and tells the waiters.
func (c *Connector) fly(ctx context.Context, key flightKey, rejected string, f *flight) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.RefreshTimeout)
	defer cancel()
	f.tok, f.err = c.rotate(ctx, key.userID, rejected)
	c.flights.mu.Lock()
	delete(c.flights.m, key)
	c.flights.mu.Unlock()
	close(f.done)
}

// rotate refreshes under the store's lock.
func (c *Connector) rotate(ctx context.Context, userID, rejected string) (*oauth2.Token, error) {
	var out *oauth2.Token
	var ended error
	answered := false
	err := c.store.Update(ctx, userID, func(cur *oauth2.Token) (*oauth2.Token, error) {
		if cur == nil {
			return nil, ErrNoGrant
		}
		if cur.AccessToken != rejected && c.fresh(cur, c.cfg.RefreshEarly) {
			out = cur
			return cur, nil // somebody else was first
		}
		next, err := c.next(ctx, userID, cur)
		if errors.Is(err, ErrConsentRequired) {
			ended = err
			return nil, nil // deletes the grant
		}
		if err == nil {
			out, answered = next, true
		}
		return next, err
	})
	var server *ServerError
	switch {
	case ended != nil:
		return nil, ended
	case err != nil && answered:
		return nil, fmt.Errorf("connect: a refreshed token pair could not be stored and was not used; the store may still hold the old pair: %w", err)
	case errors.As(err, &server):
		return nil, server
	case err != nil:
		return nil, storeError("refresh", err)
	}
	c.rotated.forget(userID)
	return out, nil
}

// next gets the pair after cur: the one this process could not store last time,
// or a new one from the platform.
func (c *Connector) next(ctx context.Context, userID string, cur *oauth2.Token) (*oauth2.Token, error) {
	if cur.RefreshToken == "" {
		return nil, fmt.Errorf("%w (it came without a refresh token)", ErrConsentRequired)
	}
	if next := c.rotated.after(userID, cur.RefreshToken); next != nil {
		return next, nil
	}
	next, err := c.requestToken(ctx, url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {cur.RefreshToken},
	})
	var server *ServerError
	if errors.As(err, &server) && server.Code == "invalid_grant" && server.Status < 500 {
		return nil, fmt.Errorf("%w (the platform answered invalid_grant)", ErrConsentRequired)
	}
	if err != nil {
		return nil, err
	}
	next = bare(next)
	if next.RefreshToken == "" {
		next.RefreshToken = cur.RefreshToken // RFC 6749 section 6: the old one stays valid
	}
	c.rotated.keep(userID, cur.RefreshToken, next)
	return next, nil
}

// rotations are pairs that the platform has issued and the store has not
// confirmed. While this process lives, a store that was full or away costs no
// grant: the pair is stored by the next attempt instead of the spent refresh
// token being sent again.
type rotations struct {
	mu sync.Mutex
	m  map[string]rotation // by user id
}

// A rotation is a pair and the refresh token it replaces.
type rotation struct {
	spent digest
	next  func() *oauth2.Token
}

// keep remembers next until it is stored.
func (r *rotations) keep(userID, spent string, next *oauth2.Token) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.m == nil {
		r.m = map[string]rotation{}
	}
	r.m[userID] = rotation{digestOf(spent), func() *oauth2.Token { return next }}
}

// after returns the pair that replaces refresh, if it is known.
func (r *rotations) after(userID, refresh string) *oauth2.Token {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p, ok := r.m[userID]; ok && p.spent == digestOf(refresh) {
		return p.next()
	}
	return nil
}

// forget is called once the store holds a pair of this user.
func (r *rotations) forget(userID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.m, userID)
}
