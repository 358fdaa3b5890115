package connectsql

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/m2me/m2me/internal/scaffold/connect"
)

const (
	users    = 6
	requests = 20 // per user and process
)

// A platform refreshes with rotation and reuse detection, and has a resource.
type platform struct {
	*httptest.Server
	mu                       sync.Mutex
	n                        int
	access, refresh          map[string]string // token to user
	spent                    map[string]bool
	refreshes, asked, reused int
}

func newPlatform(t *testing.T) *platform {
	p := &platform{access: map[string]string{}, refresh: map[string]string{}, spent: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(3 * time.Millisecond)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.asked++
		rt := r.PostFormValue("refresh_token")
		user, ok := p.refresh[rt]
		if !ok || p.spent[rt] {
			p.reused++
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(400)
			io.WriteString(w, `{"error":"invalid_grant"}`)
			return
		}
		p.spent[rt] = true
		p.refreshes++
		tok := p.issue(user)
		json.NewEncoder(w).Encode(map[string]any{"access_token": tok.AccessToken, "refresh_token": tok.RefreshToken, "expires_in": 3600})
	})
	mux.HandleFunc("GET /me", func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		user := p.access[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
		p.mu.Unlock()
		if user == "" {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.WriteHeader(401)
		}
		io.WriteString(w, user)
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// issue needs p.mu.
func (p *platform) issue(user string) *oauth2.Token {
	p.n++
	at, rt := fmt.Sprintf("lph_at_%d", p.n), fmt.Sprintf("lph_rt_%d", p.n)
	p.access[at], p.refresh[rt] = user, user
	return &oauth2.Token{AccessToken: at, RefreshToken: rt, Expiry: time.Now().Add(time.Hour), ExpiresIn: 3600}
}

func (p *platform) login(user string) *oauth2.Token {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.issue(user)
}

// expire makes all access tokens invalid.
func (p *platform) expire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.access)
}

// child makes requests for all users through the store.
func child(driver, dsn, url string) int {
	db, store, err := open(driver, dsn, false)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer db.Close()
	c, err := connect.New(connect.Config{
		ClientID: "c", ClientSecret: "s", RedirectURL: "http://localhost/cb", Hosts: []string{"127.0.0.1"},
		Endpoint: oauth2.Endpoint{AuthURL: url + "/authorize", TokenURL: url + "/token"},
	}, store)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var wg sync.WaitGroup
	var failed sync.Map
	for u := range users {
		wg.Go(func() {
			user := fmt.Sprint("u", u)
			for range requests {
				got, err := "", error(nil)
				for try := 0; try < 5 && got == "" && err == nil; try++ { // it may expire between refresh and use
					if try > 0 {
						time.Sleep(400 * time.Millisecond) // and twice in a row, after which the client waits a second
					}
					var resp *http.Response
					if resp, err = c.Client(context.Background(), user).Get(url + "/me"); err == nil {
						b, _ := io.ReadAll(resp.Body)
						resp.Body.Close()
						got = string(b)
					}
				}
				if got != user {
					failed.Store(user, fmt.Sprint(got, err))
				}
				time.Sleep(15 * time.Millisecond)
			}
		})
	}
	wg.Wait()
	status := 0
	failed.Range(func(k, v any) bool { fmt.Fprintln(os.Stderr, k, v); status = 1; return true })
	return status
}
