package wire_test

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/m2me/m2me/internal/scaffold/connect"
	"github.com/m2me/m2me/testdata/wire/identity"
	"github.com/m2me/m2me/testdata/wire/platform"
)

// A bench is a client of a platform on which things go wrong.
type bench struct {
	*world
	store connect.Store
	c     *connect.Connector
	path  string // of the store
}

// newBench gives user_0 a grant whose token is due, so that the next request
// refreshes.
func newBench(t *testing.T, store string) *bench {
	t.Helper()
	b := &bench{path: filepath.Join(t.TempDir(), "grants")}
	b.world = startWorld(t, platform.Config{Clients: clients(&program{}, nil, []string{"read:biomarkers"})})
	var err error
	if b.c, b.store, err = connector(load{Store: store, Path: b.path, Platform: b.Plain}); err != nil {
		t.Fatal(err)
	}
	b.give(t, b.store, "user_0", "read:biomarkers")
	return b
}

// fault makes the next n refreshes fail.
func (b *bench) fault(t *testing.T, mode string, n int) {
	t.Helper()
	b.post(t, "/fault", url.Values{"mode": {mode}, "n": {strconv.Itoa(n)}}, nil)
}

// grant is the platform's view of the grant.
func (b *bench) grant(t *testing.T) identity.Grant {
	t.Helper()
	return b.grants(t)[0]
}

// works holds that the grant is alive: the next request succeeds.
func (b *bench) works(t *testing.T) {
	t.Helper()
	status, err := read(b.c, b.Plain, "user_0")
	if err != nil || status != http.StatusOK {
		t.Errorf("afterwards: %d, %v", status, err)
	}
	if g := b.grant(t); g.Revoked || g.Reused != 0 {
		t.Errorf("the grant has ended: %+v", g)
	}
}

// TestTokenEndpointFaults: what the caller sees when the token endpoint is in
// trouble, and that the grant survives.
func TestTokenEndpointFaults(t *testing.T) {
	for _, mode := range []string{identity.Down, identity.Failing, identity.Malformed} {
		t.Run(mode, func(t *testing.T) {
			b := newBench(t, "file")
			b.fault(t, mode, 1)
			_, err := read(b.c, b.Plain, "user_0")
			var server *connect.ServerError
			if !errors.As(err, &server) || server.Endpoint != "token" {
				t.Errorf("the caller sees %v, want a *ServerError", err)
			}
			t.Log("the caller sees: ", err)
			b.works(t)
		})
	}
	t.Run("slow, and a caller in a hurry", func(t *testing.T) {
		b := newBench(t, "file")
		b.fault(t, identity.Slow, 1)
		ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		defer cancel()
		req, _ := http.NewRequestWithContext(ctx, "GET", b.Plain+"/v1/biomarkers/me", nil)
		_, err := b.c.Client(ctx, "user_0").Do(req)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the caller sees %v", err)
		}
		t.Log("the caller sees: ", err)
		b.works(t) // waits for the refresh that goes on
		if n := b.grant(t).Refreshes; n != 1 {
			t.Errorf("%d refreshes, want the one that was slow", n)
		}
	})
}

// TestAnswerLost: the platform has rotated and the answer never came. Nobody can
// know the new pair; the client finds out, forgets the grant, and asks again.
func TestAnswerLost(t *testing.T) {
	b := newBench(t, "file")
	b.fault(t, identity.Cut, 1)
	_, err := read(b.c, b.Plain, "user_0")
	var server *connect.ServerError
	if !errors.As(err, &server) {
		t.Errorf("the caller sees %v, want a *ServerError", err)
	}
	t.Log("the first caller sees: ", err)
	_, err = read(b.c, b.Plain, "user_0")
	if !errors.Is(err, connect.ErrConsentRequired) {
		t.Errorf("the next caller sees %v, want ErrConsentRequired", err)
	}
	t.Log("the next caller sees: ", err)
	if _, err := b.store.Load(context.Background(), "user_0"); !errors.Is(err, connect.ErrNoGrant) {
		t.Errorf("the store still has the grant: %v", err)
	}
}

// TestRejectedInALoop: a service that refuses every token does not cause a
// refresh per request.
func TestRejectedInALoop(t *testing.T) {
	b := newBench(t, "file")
	b.works(t)
	b.post(t, "/reject", url.Values{"on": {"true"}}, nil)
	const requests = 200
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for range requests / 10 {
				if status, err := read(b.c, b.Plain, "user_0"); err != nil || status != http.StatusUnauthorized {
					t.Errorf("the caller sees %d, %v", status, err)
				}
			}
		})
	}
	wg.Wait()
	n := b.grant(t).Refreshes - 1
	if n > 10 {
		t.Errorf("%d refreshes for %d refused requests", n, requests)
	}
	t.Logf("%d refused requests, %d refreshes", requests, n)
	b.post(t, "/reject", url.Values{"on": {"false"}}, nil)
	b.works(t)
}

// TestClocksDisagree: the client's idea of a token's end is wrong by hours, in
// both directions, and it costs one refresh.
func TestClocksDisagree(t *testing.T) {
	t.Run("the client's clock is slow", func(t *testing.T) {
		b := newBench(t, "file")
		b.works(t)
		b.post(t, "/expire", nil, nil) // the platform: that token is over
		b.works(t)
		if n := b.grant(t).Refreshes; n != 2 {
			t.Errorf("%d refreshes, want one more", n)
		}
	})
	t.Run("the client's clock is fast", func(t *testing.T) {
		b := newBench(t, "file")
		b.works(t)
		tok, err := b.store.Load(context.Background(), "user_0")
		if err != nil {
			t.Fatal(err)
		}
		early := &oauth2.Token{
			AccessToken: tok.AccessToken, RefreshToken: tok.RefreshToken, TokenType: "Bearer", Expiry: time.Now().Add(-5 * time.Hour),
		}
		if err := b.store.Save(context.Background(), "user_0", early); err != nil {
			t.Fatal(err)
		}
		b.works(t)
		b.works(t)
		if n := b.grant(t).Refreshes; n != 2 {
			t.Errorf("%d refreshes, want one more", n)
		}
	})
}

// TestStoreCannotWrite: a store that cannot take the new pair is found out
// before the platform is asked, so that no refresh token is spent.
func TestStoreCannotWrite(t *testing.T) {
	check := func(t *testing.T, b *bench, c *connect.Connector, repair func() *connect.Connector) {
		_, err := read(c, b.Plain, "user_0")
		if err == nil {
			t.Error("the request went through")
		}
		t.Log("the caller sees: ", err)
		var n platform.Counts
		if b.get(t, "/counts", &n); n.Asked != 0 {
			t.Errorf("the platform was asked %d times", n.Asked)
		}
		b.c = repair()
		b.works(t)
	}
	t.Run("SQLite, read-only", func(t *testing.T) {
		b := newBench(t, "sqlite")
		db, err := sql.Open("sqlite", "file:"+b.path+"?mode=ro")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		s, err := connect.NewSQLStore(db, connect.SQLOptions{Dialect: connect.SQLite})
		if err != nil {
			t.Fatal(err)
		}
		check(t, b, b.with(t, s), func() *connect.Connector { return b.c })
	})
	t.Run("files, read-only", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may write everywhere")
		}
		b := newBench(t, "file")
		os.Chmod(b.path, 0o500)
		check(t, b, b.c, func() *connect.Connector { os.Chmod(b.path, 0o700); return b.c })
	})
	t.Run("files, disk full", func(t *testing.T) {
		b := newBench(t, "file")
		small, err := smallDisk(t, b.path)
		if err != nil {
			t.Skip("no small disk to be had: ", err)
		}
		s, err := connect.NewFileStore(small)
		if err != nil {
			t.Fatal(err)
		}
		check(t, b, b.with(t, s), func() *connect.Connector { return b.c })
	})
}

// with returns a connector like b's on another store.
func (b *bench) with(t *testing.T, s connect.Store) *connect.Connector {
	t.Helper()
	c, err := connect.New(connect.Config{
		ClientID: userID, ClientSecret: userSecret, RedirectURL: callbackURL, Hosts: []string{"127.0.0.1"},
		Endpoint: oauth2.Endpoint{AuthURL: b.Plain + "/v1/oauth/authorize", TokenURL: b.Plain + "/v1/oauth/token"},
	}, s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
