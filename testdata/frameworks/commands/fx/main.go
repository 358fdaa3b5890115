// Command fx is wired by go.uber.org/fx: a hook that warms a cache when it starts, and
// pages.
package main

import (
	"context"
	"net/http"

	"go.uber.org/fx"

	"example.com/commands/loop"
)

type signedIn struct{}

func main() { fx.New(fx.Provide(newMux), fx.Invoke(start)).Run() }

func newMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /labs", labs)
	return mux
}

func start(lc fx.Lifecycle, mux *http.ServeMux) {
	lc.Append(fx.Hook{OnStart: func(ctx context.Context) error {
		go http.ListenAndServe(":8080", mux)
		_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
		return err
	}})
	lc.Append(fx.StopHook(func(ctx context.Context) {
		loop.Client(ctx).Get(loop.Labs + "?user_id=pilot&last=1")
	}))
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}
