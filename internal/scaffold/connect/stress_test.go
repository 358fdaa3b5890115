package connect

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestStress runs 1,000 goroutines over 50 users whose tokens live three seconds,
// for as long as CONNECT_TEST_STRESS says (such as 2m), on a file store.
func TestStress(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("CONNECT_TEST_STRESS"))
	if err != nil {
		t.Skip("CONNECT_TEST_STRESS does not say how long")
	}
	const users, goroutines = 50, 1000
	p := newPlatform(t)
	p.lifetime = 3 * time.Second
	store := fileStore(t)
	for u := range users {
		user := fmt.Sprint("u", u)
		if err := store.Save(context.Background(), user, p.grant(user)); err != nil {
			t.Fatal(err)
		}
	}
	base := &http.Transport{MaxConnsPerHost: 64, MaxIdleConnsPerHost: 64}
	defer base.CloseIdleConnections()
	c := p.connector(t, store, func(cfg *Config) { cfg.HTTPClient = &http.Client{Transport: base} })
	end := time.Now().Add(long)
	var wg sync.WaitGroup
	var requests, late, lost atomic.Int64
	for g := range goroutines {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := g; time.Now().Before(end); i++ {
				user := fmt.Sprint("u", i%users)
				status, body, err := get(c, p, user)
				switch requests.Add(1); {
				case status == 401: // expired between refresh and arrival: the queue was too long
					late.Add(1)
				case err != nil || body != user+" GET ":
					lost.Add(1)
					t.Log(status, body, err)
				}
				time.Sleep(200 * time.Millisecond)
			}
		}()
	}
	wg.Wait()
	refreshes, asked, reused := p.counts()
	most := users * (int(long/(p.lifetime*9/10)) + 2)
	t.Logf("%d requests, %d too late, %d refreshes (at most %d expected)", requests.Load(), late.Load(), refreshes, most)
	if lost.Load() != 0 || reused != 0 || asked != refreshes || refreshes > most {
		t.Errorf("%d lost, %d reused, %d asked, %d refreshes", lost.Load(), reused, asked, refreshes)
	}
}
