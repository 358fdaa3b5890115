package connect

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestPersistent401DoesNotStorm(t *testing.T) {
	p := newPlatform(t)
	c := p.connector(t, saved(t, "u", p.grant("u")))
	p.setIntercept(func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/v1/biomarkers") {
			return false
		}
		w.WriteHeader(401)
		io.WriteString(w, "no")
		return true
	})
	for range 20 {
		status, body, err := get(c, p, "u")
		if status != 401 || body != "no" || err != nil {
			t.Fatal(status, body, err)
		}
	}
	if n, _, _ := p.counts(); n != 2 {
		t.Errorf("%d refreshes for 20 requests", n)
	}
	clock := time.Now()
	c.now = func() time.Time { return clock }
	for range 200 { // 20 seconds of it
		clock = clock.Add(100 * time.Millisecond)
		get(c, p, "u")
	}
	if n, _, _ := p.counts(); n > 8 {
		t.Errorf("%d refreshes in 20 seconds", n)
	}
	p.setIntercept(nil)
	get(c, p, "u")
	if len(c.rejected.m) != 0 {
		t.Error("a success is not the end of it")
	}
}

func TestOneRefreshPerExpiredToken(t *testing.T) {
	const users, each, rounds = 10, 20, 5
	p := newPlatform(t)
	store := NewMemoryStore()
	for u := range users {
		store.Save(context.Background(), fmt.Sprint("u", u), p.grant(fmt.Sprint("u", u)))
	}
	base := &http.Transport{MaxConnsPerHost: 64, MaxIdleConnsPerHost: 64}
	defer base.CloseIdleConnections()
	// Two connectors share the store but nothing else, as two processes do.
	conns := []*Connector{}
	for range 2 {
		conns = append(conns, p.connector(t, store, func(cfg *Config) { cfg.HTTPClient = &http.Client{Transport: base} }))
	}
	for round := 1; round <= rounds; round++ {
		p.expire()
		var wg sync.WaitGroup
		var failed atomic.Int64
		for i := range users * each {
			wg.Add(1)
			go func() {
				defer wg.Done()
				user := fmt.Sprint("u", i%users)
				if _, body, err := get(conns[i%2], p, user); body != user+" GET " {
					failed.Add(1)
					t.Log(body, err)
				}
			}()
		}
		wg.Wait()
		n, _, reused := p.counts()
		if failed.Load() != 0 || n != round*users || reused != 0 {
			t.Fatalf("round %d: %d failed, %d refreshes, %d reuses", round, failed.Load(), n, reused)
		}
	}
}
