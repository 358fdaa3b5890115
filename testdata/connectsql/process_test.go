package connectsql

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/m2me/m2me/internal/scaffold/connect"
)

// TestProcessesShareADatabase runs four processes on one database against a
// platform that revokes a grant whose refresh token comes twice.
func TestProcessesShareADatabase(t *testing.T) {
	each(t, func(t *testing.T, driver, dsn string, _ *sql.DB, s *connect.SQLStore) {
		self, err := os.Executable()
		if err != nil {
			t.Skip("cannot run this test binary again: ", err)
		}
		p := newPlatform(t)
		for u := range users {
			if err := s.Save(context.Background(), fmt.Sprint("u", u), p.login(fmt.Sprint("u", u))); err != nil {
				t.Fatal(err)
			}
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				cmd := exec.Command(self, "-test.run=^$")
				cmd.Env = append(os.Environ(), childDriver+"="+driver, childDSN+"="+dsn, childURL+"="+p.URL)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		rounds := 0
		for alive := true; alive; {
			select {
			case <-done:
				alive = false
			case <-time.After(150 * time.Millisecond):
				p.expire()
				rounds++
			}
		}
		t.Logf("%d rounds of expiry, %d refreshes, %d requests to the token endpoint", rounds, p.refreshes, p.asked)
		if p.reused != 0 || p.asked != p.refreshes || p.refreshes < users || p.refreshes > rounds*users {
			t.Errorf("%d refreshes, %d asked, %d reused", p.refreshes, p.asked, p.reused)
		}
	})
}
