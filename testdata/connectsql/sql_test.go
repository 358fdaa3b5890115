package connectsql

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"golang.org/x/oauth2"
	_ "modernc.org/sqlite"

	"github.com/m2me/m2me/internal/scaffold/connect"
)

// The children of the process tests are this binary with these variables set.
const (
	childDriver = "CONNECT_TEST_DRIVER"
	childDSN    = "CONNECT_TEST_DSN"
	childURL    = "CONNECT_TEST_URL"
)

func TestMain(m *testing.M) {
	if driver := os.Getenv(childDriver); driver != "" {
		os.Exit(child(driver, os.Getenv(childDSN), os.Getenv(childURL)))
	}
	code := m.Run()
	stopPostgres()
	os.Exit(code)
}

// dialects are the databases' dialects by driver.
var dialects = map[string]connect.Dialect{"sqlite": connect.SQLite, "pgx": connect.Postgres}

// open opens a store; with create, it makes the table.
func open(driver, dsn string, create bool) (*sql.DB, *connect.SQLStore, error) {
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(8)
	s, err := connect.NewSQLStore(db, connect.SQLOptions{Dialect: dialects[driver]})
	if err == nil && create {
		_, err = db.Exec(s.Schema())
	}
	return db, s, err
}

// each runs f for every database that is there, with an empty table.
func each(t *testing.T, f func(t *testing.T, driver, dsn string, db *sql.DB, s *connect.SQLStore)) {
	for _, driver := range []string{"sqlite", "pgx"} {
		t.Run(driver, func(t *testing.T) {
			dsn := filepath.Join(t.TempDir(), "grants.db")
			if driver == "pgx" {
				dsn = postgres(t)
			}
			db, s, err := open(driver, dsn, true)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
			if _, err := db.Exec("DELETE FROM connect_grants"); err != nil {
				t.Fatal(err)
			}
			f(t, driver, dsn, db, s)
		})
	}
}

func TestContract(t *testing.T) {
	each(t, func(t *testing.T, _, _ string, _ *sql.DB, s *connect.SQLStore) {
		contract(t, s)
		block, err := aes.NewCipher(make([]byte, 32))
		if err != nil {
			t.Fatal(err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			t.Fatal(err)
		}
		contract(t, connect.Seal(s, aead))
	})
}

// contract checks what connect.Store promises.
func contract(t *testing.T, s connect.Store) {
	t.Helper()
	ctx := context.Background()
	const user = "user'; DROP TABLE connect_grants; --"
	tok := &oauth2.Token{AccessToken: "a", RefreshToken: "r", TokenType: "Bearer", Expiry: time.Now().Add(time.Hour).Round(0), ExpiresIn: 3600}
	same := func(want *oauth2.Token) {
		t.Helper()
		got, err := s.Load(ctx, user)
		if err != nil || got.AccessToken != want.AccessToken || got.RefreshToken != want.RefreshToken || !got.Expiry.Equal(want.Expiry) || got.ExpiresIn != want.ExpiresIn {
			t.Fatalf("got %v, want %v (%v)", got, want, err)
		}
	}
	keep := func(cur *oauth2.Token) (*oauth2.Token, error) { return cur, nil }
	if _, err := s.Load(ctx, user); !errors.Is(err, connect.ErrNoGrant) {
		t.Errorf("Load: %v", err)
	}
	if err := s.Update(ctx, user, keep); !errors.Is(err, connect.ErrNoGrant) {
		t.Errorf("Update: %v", err)
	}
	if err := errors.Join(s.Delete(ctx, user), s.Save(ctx, user, &oauth2.Token{AccessToken: "old"}), s.Save(ctx, user, tok)); err != nil {
		t.Fatal(err)
	}
	same(tok)
	boom := errors.New("boom")
	if err := s.Update(ctx, user, func(*oauth2.Token) (*oauth2.Token, error) { return nil, boom }); !errors.Is(err, boom) {
		t.Errorf("Update: %v", err)
	}
	if err := s.Update(ctx, user, keep); err != nil {
		t.Error(err)
	}
	same(tok)
	next := &oauth2.Token{AccessToken: "n", RefreshToken: "r2"}
	if err := s.Update(ctx, user, func(*oauth2.Token) (*oauth2.Token, error) {
		if mid, err := s.Load(ctx, user); err != nil || mid.AccessToken != "a" {
			t.Errorf("Load during Update: %v", err)
		}
		return next, nil
	}); err != nil {
		t.Error(err)
	}
	same(next)
	if err := s.Update(ctx, user, func(*oauth2.Token) (*oauth2.Token, error) { return nil, nil }); err != nil {
		t.Error(err)
	}
	if _, err := s.Load(ctx, user); !errors.Is(err, connect.ErrNoGrant) {
		t.Errorf("after deletion: %v", err)
	}
	if err := s.Update(ctx, "", keep); !errors.Is(err, connect.ErrNoUser) {
		t.Errorf("nobody: %v", err)
	}
}

func TestUpdateExcludes(t *testing.T) {
	each(t, func(t *testing.T, driver, dsn string, _ *sql.DB, s *connect.SQLStore) {
		ctx := context.Background()
		db2, other, err := open(driver, dsn, false) // a pool of its own, as another process
		if err != nil {
			t.Fatal(err)
		}
		defer db2.Close()
		if err := s.Save(ctx, "n", &oauth2.Token{AccessToken: "0"}); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for range 10 {
					if err := []*connect.SQLStore{s, other}[i%2].Update(ctx, "n", increment); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if tok, err := s.Load(ctx, "n"); err != nil || tok.AccessToken != "80" {
			t.Fatalf("%v of 80 updates (%v)", tok, err)
		}
		// A login waits for the refresh under way and wins.
		held, release := make(chan struct{}), make(chan struct{})
		go s.Update(ctx, "n", func(cur *oauth2.Token) (*oauth2.Token, error) { close(held); <-release; return increment(cur) })
		<-held
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		if err := other.Update(short, "n", increment); err == nil {
			t.Error("two updates at once")
		}
		if driver == "pgx" { // rows, not the table
			if err := other.Save(ctx, "other", &oauth2.Token{AccessToken: "x"}); err != nil {
				t.Error(err)
			}
		}
		saved := make(chan error)
		go func() { saved <- other.Save(ctx, "n", &oauth2.Token{AccessToken: "login"}) }()
		time.Sleep(20 * time.Millisecond)
		close(release)
		if err := <-saved; err != nil {
			t.Error(err)
		}
		if tok, _ := s.Load(ctx, "n"); tok.AccessToken != "login" {
			t.Errorf("the login was overtaken: %q", tok.AccessToken)
		}
	})
}

// increment adds one to the number in AccessToken.
func increment(cur *oauth2.Token) (*oauth2.Token, error) {
	var n int
	fmt.Sscan(cur.AccessToken, &n)
	return &oauth2.Token{AccessToken: fmt.Sprint(n + 1)}, nil
}

func TestCancelledUpdateLeavesThePoolUsable(t *testing.T) {
	each(t, func(t *testing.T, _, _ string, db *sql.DB, s *connect.SQLStore) {
		db.SetMaxOpenConns(1)
		if err := s.Save(context.Background(), "u", &oauth2.Token{AccessToken: "a"}); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			ctx, cancel := context.WithCancel(context.Background())
			err := s.Update(ctx, "u", func(*oauth2.Token) (*oauth2.Token, error) { cancel(); return &oauth2.Token{AccessToken: "b"}, nil })
			if err == nil {
				t.Error("stored although cancelled")
			}
		}
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		defer cancel()
		if err := s.Update(ctx, "u", increment); err != nil {
			t.Error(err)
		}
		if tok, err := s.Load(ctx, "u"); err != nil || tok.AccessToken != "1" {
			t.Errorf("%v %v", tok, err)
		}
		if n := db.Stats().InUse; n != 0 {
			t.Errorf("%d connections are not given back", n)
		}
	})
}

func TestReadOnlyDatabaseIsNoticedBeforeTheRefresh(t *testing.T) {
	each(t, func(t *testing.T, driver, dsn string, _ *sql.DB, s *connect.SQLStore) {
		ctx := context.Background()
		if err := s.Save(ctx, "u", &oauth2.Token{AccessToken: "a"}); err != nil {
			t.Fatal(err)
		}
		readOnly := "file:" + dsn + "?mode=ro"
		if driver == "pgx" {
			readOnly = withParam(dsn, "default_transaction_read_only=on")
		}
		db, ro, err := open(driver, readOnly, false)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if tok, err := ro.Load(ctx, "u"); err != nil || tok.AccessToken != "a" {
			t.Error(err)
		}
		err = ro.Update(ctx, "u", func(cur *oauth2.Token) (*oauth2.Token, error) {
			t.Error("called although nothing can be written")
			return cur, nil
		})
		if err == nil || errors.Is(err, connect.ErrNoGrant) {
			t.Errorf("%v", err)
		}
	})
}

// withParam adds a parameter to a postgres URL.
func withParam(dsn, param string) string {
	if strings.Contains(dsn, "?") {
		return dsn + "&" + param
	}
	return dsn + "?" + param
}

func TestMissingTable(t *testing.T) {
	each(t, func(t *testing.T, _, _ string, db *sql.DB, _ *connect.SQLStore) {
		s, err := connect.NewSQLStore(db, connect.SQLOptions{Dialect: connect.SQLite, Table: "elsewhere", Placeholder: func(n int) string { return fmt.Sprintf("$%d", n) }})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(context.Background(), "u"); err == nil || errors.Is(err, connect.ErrNoGrant) {
			t.Errorf("a missing table looks like a missing grant: %v", err)
		}
		for _, opts := range []connect.SQLOptions{{}, {Dialect: "oracle"}, {Dialect: connect.SQLite, Table: "a; DROP TABLE b"}, {Dialect: connect.SQLite, Table: "a.b.c"}} {
			if _, err := connect.NewSQLStore(db, opts); err == nil {
				t.Errorf("%+v was accepted", opts)
			}
		}
	})
}
