// Command tickers works on tickers in goroutines, beside a page.
package main

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"example.com/schedulers/loop"
)

type signedIn struct{}

type worker struct{ users []string }

func main() {
	w := &worker{}
	ctx := context.Background()
	go w.run(ctx)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return w.poll(ctx) })
	time.AfterFunc(time.Minute, func() {
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=pilot")
	})
	http.HandleFunc("GET /labs", w.labs)
	g.Go(func() error { return http.ListenAndServe(":8080", nil) })
	g.Wait()
}

func (w *worker) run(ctx context.Context) {
	for range time.Tick(time.Hour) {
		for _, id := range w.users {
			loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
		}
	}
}

func (w *worker) poll(ctx context.Context) error {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
			loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
		}
	}
}

func (w *worker) labs(rw http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}
