// Command asynqs has a page that hands work over, a worker, and a scheduler.
package main

import (
	"context"
	"net/http"

	"github.com/hibiken/asynq"

	"example.com/tasks/loop"
)

type signedIn struct{}

var client = asynq.NewClient(asynq.RedisClientOpt{Addr: "localhost:6379"})

func main() {
	mux := asynq.NewServeMux()
	mux.HandleFunc("labs:fetch", fetch)
	mux.HandleFunc("labs:nightly", nightly)
	srv := asynq.NewServer(asynq.RedisClientOpt{Addr: "localhost:6379"}, asynq.Config{})
	srv.Start(mux)
	s := asynq.NewScheduler(asynq.RedisClientOpt{Addr: "localhost:6379"}, nil)
	s.Register("@daily", asynq.NewTask("labs:nightly", nil))
	http.HandleFunc("POST /labs", ask)
	http.ListenAndServe(":8080", nil)
}

func ask(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	client.Enqueue(asynq.NewTask("labs:fetch", []byte(id)))
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func fetch(ctx context.Context, t *asynq.Task) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(t.Payload()))
	return err
}

func nightly(ctx context.Context, t *asynq.Task) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	return err
}
