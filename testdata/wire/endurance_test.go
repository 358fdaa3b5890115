package wire_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
	_ "modernc.org/sqlite"

	"github.com/m2me/m2me/internal/scaffold/connect"
	"github.com/m2me/m2me/testdata/wire/identity"
	"github.com/m2me/m2me/testdata/wire/platform"
)

const (
	childEnv = "WIRE_CHILD"     // a load, as JSON: this process is a child
	longEnv  = "WIRE_ENDURANCE" // how long each endurance run takes, such as 2m
)

// A load is what one process does during an endurance run.
type load struct {
	Store      string // "file" or "sqlite"
	Path       string
	Platform   string
	Users      int
	Goroutines int
	Pause      time.Duration
	Long       time.Duration // from the start of the process, and one request of each goroutine at least
}

// A result is what came of it.
type result struct {
	Requests int // answered in the end
	Again    int // sent again by the caller, because the token ran out on the way
	Lost     int
	Errors   []string
}

// TestEndurance keeps many users busy whose tokens expire all the time, and
// holds that each expiry costs one refresh and no grant is lost.
func TestEndurance(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv(longEnv))
	if err != nil {
		long = 4 * time.Second
	}
	for _, run := range []struct {
		name, store           string
		processes, goroutines int
		pause                 time.Duration
	}{
		{"1000 goroutines", "file", 1, 1000, 500 * time.Millisecond},
		{"8 processes, files", "file", 8, 25, 100 * time.Millisecond},
		{"8 processes, SQLite", "sqlite", 8, 25, 100 * time.Millisecond},
	} {
		t.Run(run.name, func(t *testing.T) {
			endure(t, run.store, run.processes, load{
				Store: run.store, Users: 50, Goroutines: run.goroutines, Pause: run.pause, Long: long,
			})
		})
	}
}

// endure is one run.
func endure(t *testing.T, store string, processes int, l load) {
	const life = 3 * time.Second
	w := startWorld(t, platform.Config{Clients: clients(&program{}, nil, []string{"read:biomarkers"}), AccessLife: life})
	w.post(t, "/quiet", nil, nil)
	l.Platform, l.Path = w.Plain, filepath.Join(t.TempDir(), "grants")
	_, s, err := connector(l)
	if err != nil {
		t.Fatal(err)
	}
	for u := range l.Users {
		w.give(t, s, fmt.Sprint("user_", u), "read:biomarkers")
	}
	begin := time.Now()
	var mu sync.Mutex
	var sum result
	var wg sync.WaitGroup
	for range processes {
		wg.Go(func() {
			r, err := child(l)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			sum.Requests, sum.Again, sum.Lost = sum.Requests+r.Requests, sum.Again+r.Again, sum.Lost+r.Lost
			sum.Errors = append(sum.Errors, r.Errors...)
		})
	}
	wg.Wait()
	took := time.Since(begin).Round(time.Second)
	var counts platform.Counts
	w.get(t, "/counts", &counts)
	refreshes, early, reused, revoked := 0, 0, 0, 0
	for _, g := range w.grants(t) {
		refreshes, early, reused = refreshes+g.Refreshes, early+g.Early, reused+g.Reused
		if g.Revoked {
			revoked++
		}
	}
	t.Logf("%v: %d requests, %d lost, %d sent again; %d refreshes asked for, %d done, %d of them before the token was due; %d grants revoked",
		took, sum.Requests, sum.Lost, sum.Again, counts.Asked, refreshes, early, revoked)
	if sum.Lost != 0 || sum.Requests == 0 || int(counts.Asked) != refreshes || early != 0 || reused != 0 || revoked != 0 || refreshes == 0 {
		t.Errorf("%d reused; errors: %v", reused, sum.Errors)
	}
}

// give saves a new grant of user into s.
func (w *world) give(t testing.TB, s connect.Store, user string, scopes string) {
	t.Helper()
	var pair identity.Pair
	w.post(t, "/grant", url.Values{"client": {userID}, "user": {user}, "scope": {scopes}}, &pair)
	err := s.Save(context.Background(), user, &oauth2.Token{
		AccessToken: pair.Access, RefreshToken: pair.Refresh, TokenType: "Bearer",
		Expiry: time.Now(), ExpiresIn: 1, // due at once
	})
	if err != nil {
		t.Fatal(err)
	}
}

// connector opens the store of a load.
func connector(l load) (*connect.Connector, connect.Store, error) {
	var store connect.Store
	var err error
	switch l.Store {
	case "file":
		store, err = connect.NewFileStore(l.Path)
	case "sqlite":
		store, err = openSQL(l.Path)
	}
	if err != nil {
		return nil, nil, err
	}
	c, err := connect.New(connect.Config{
		ClientID: userID, ClientSecret: userSecret, RedirectURL: callbackURL, Hosts: []string{"127.0.0.1"},
		Endpoint:   oauth2.Endpoint{AuthURL: l.Platform + "/v1/oauth/authorize", TokenURL: l.Platform + "/v1/oauth/token"},
		HTTPClient: &http.Client{Transport: &http.Transport{MaxConnsPerHost: 64, MaxIdleConnsPerHost: 64}},
	}, store)
	return c, store, err
}

// openSQL opens a store in a SQLite file.
func openSQL(path string) (connect.Store, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(60000)")
	if err != nil {
		return nil, err
	}
	s, err := connect.NewSQLStore(db, connect.SQLOptions{Dialect: connect.SQLite})
	if err != nil {
		return nil, err
	}
	_, err = db.Exec(s.Schema())
	return s, err
}

// child runs this test binary as a process with a load.
func child(l load) (result, error) {
	self, err := os.Executable()
	if err != nil {
		return result{}, err
	}
	in, err := json.Marshal(l)
	if err != nil {
		return result{}, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+string(in))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return result{}, fmt.Errorf("a process: %v\n%s", err, stderr.String())
	}
	var r result
	return r, json.Unmarshal(out, &r)
}

// enduranceChild is the main function of a child.
func enduranceChild(in string) int {
	var l load
	if err := json.Unmarshal([]byte(in), &l); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	c, _, err := connector(l)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	begin := time.Now()
	var mu sync.Mutex
	var sum result
	var wg sync.WaitGroup
	for range l.Goroutines {
		wg.Go(func() {
			for more := true; more; more = time.Since(begin) < l.Long {
				again, err := patient(c, l.Platform, fmt.Sprint("user_", rand.IntN(l.Users)))
				mu.Lock()
				sum.Again += again
				if sum.Requests++; err != nil {
					sum.Requests--
					sum.Lost++
					if len(sum.Errors) < 5 {
						sum.Errors = append(sum.Errors, err.Error())
					}
				}
				mu.Unlock()
				time.Sleep(l.Pause)
			}
		})
	}
	wg.Wait()
	json.NewEncoder(os.Stdout).Encode(sum)
	return 0
}

// patient makes a request as user. A token that ran out between its refresh and
// its arrival, on a machine this busy, is no loss: the caller asks again.
func patient(c *connect.Connector, base, user string) (again int, err error) {
	const tries = 20
	for again = 0; again < tries; again++ {
		status, err := read(c, base, user)
		if err != nil || status == http.StatusOK {
			return again, err
		}
	}
	return again, fmt.Errorf("%s: refused %d times", user, tries)
}

// read makes one request as user.
func read(c *connect.Connector, base, user string) (status int, err error) {
	resp, err := c.Client(context.Background(), user).Get(base + "/v1/biomarkers/me")
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}
