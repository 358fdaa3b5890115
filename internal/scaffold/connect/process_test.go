package connect

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"
)

// The children of TestProcessesShareAFileStore are this test binary with these
// variables set.
const (
	childDir = "CONNECT_TEST_DIR"
	childURL = "CONNECT_TEST_URL"
)

const (
	processUsers    = 6
	processRequests = 60 // per process
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir, os.Getenv(childURL)))
	}
	os.Exit(m.Run())
}

// child makes requests for all users through the store in dir.
func child(dir, platform string) int {
	store, err := NewFileStore(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	c, err := New(Config{
		ClientID: "client_01", ClientSecret: "secret_hush", RedirectURL: "http://localhost/callback",
		Endpoint: oauth2.Endpoint{AuthURL: platform + "/v1/oauth/authorize", TokenURL: platform + "/v1/oauth/token"},
		Hosts:    []string{"127.0.0.1"},
	}, store)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	status := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for g := range processUsers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range processRequests / processUsers {
				user := fmt.Sprint("u", (g+i)%processUsers)
				body, err := read(c, platform, user)
				for try := 0; try < 50 && strings.Contains(body, "invalid_token"); try++ {
					// The token expired between its refresh and its use.
					time.Sleep(50 * time.Millisecond)
					body, err = read(c, platform, user)
				}
				if body != user+" GET " {
					mu.Lock()
					fmt.Fprintln(os.Stderr, user, err, body)
					status = 1
					mu.Unlock()
				}
				time.Sleep(20 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
	return status
}

// read returns the resource, or the error's body.
func read(c *Connector, platform, user string) (string, error) {
	resp, err := c.Client(context.Background(), user).Get(platform + "/v1/biomarkers/me")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return string(b), err
}

// TestProcessesShareAFileStore runs four processes on one file store while the
// platform lets access tokens expire, and revokes a grant whose refresh token
// comes twice.
func TestProcessesShareAFileStore(t *testing.T) {
	if !fileLocks {
		t.Skip("no file locks on this operating system")
	}
	self, err := os.Executable()
	if err != nil {
		t.Skip("cannot run this test binary again: ", err)
	}
	p := newPlatform(t)
	store := fileStore(t)
	for u := range processUsers {
		user := fmt.Sprint("u", u)
		if err := store.Save(context.Background(), user, p.grant(user)); err != nil {
			t.Fatal(err)
		}
	}
	// The platform is slow enough for processes to meet.
	p.setIntercept(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/v1/oauth/token" {
			time.Sleep(5 * time.Millisecond)
		}
		return false
	})
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			cmd := exec.Command(self, "-test.run=^$")
			cmd.Env = append(os.Environ(), childDir+"="+store.dir, childURL+"="+p.URL)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		}()
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	expiries := 0
	for alive := true; alive; {
		select {
		case <-done:
			alive = false
		case <-time.After(100 * time.Millisecond):
			p.expire()
			expiries++
		}
	}
	refreshes, asked, reused := p.counts()
	t.Logf("%d rounds of expiry, %d refreshes, %d requests to the token endpoint", expiries, refreshes, asked)
	if reused != 0 || asked != refreshes || refreshes > expiries*processUsers || refreshes < processUsers {
		t.Errorf("%d refreshes, %d asked, %d reused", refreshes, asked, reused)
	}
	if left, _ := os.ReadDir(store.dir); strings.Contains(fmt.Sprint(left), ".tmp") {
		t.Errorf("drafts are left: %v", left)
	}
}
