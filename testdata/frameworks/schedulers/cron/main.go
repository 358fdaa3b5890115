// Command cron runs jobs of robfig/cron, made in a loop, beside a page that calls the same
// function.
package main

import (
	"context"
	"net/http"

	"github.com/robfig/cron/v3"

	"example.com/schedulers/loop"
)

type signedIn struct{}

type digest struct{ pilot string }

func (d digest) Run() {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + d.pilot)
}

func main() {
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DefaultLogger)))
	for _, id := range []string{"a", "b"} {
		c.AddFunc("@daily", func() {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		})
	}
	c.AddJob("@hourly", digest{"pilot"})
	c.Schedule(cron.Every(60), cron.FuncJob(nightly))
	c.Start()
	http.HandleFunc("GET /labs", labs)
	http.HandleFunc("GET /again", again)
	http.ListenAndServe(":8080", nil)
}

func nightly() { refresh(context.Background(), "pilot") }

func again(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	refresh(r.Context(), id)
}

func refresh(ctx context.Context, id string) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}
