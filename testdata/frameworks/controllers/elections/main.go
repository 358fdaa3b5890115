// Command elections is one of several of its kind and works only while it leads them;
// each of them serves a page.
package main

import (
	"context"
	"net/http"
	"os"
	"strings"
	"time"

	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"

	"example.com/controllers/loop"
)

type signedIn struct{}

func main() {
	ctx := context.Background()
	http.HandleFunc("GET /labs", labs)
	go http.ListenAndServe(":8080", nil)
	go elector(ctx)
	leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
		Lock:          &resourcelock.LeaseLock{},
		LeaseDuration: 15 * time.Second,
		RenewDeadline: 10 * time.Second,
		RetryPeriod:   2 * time.Second,
		Callbacks: leaderelection.LeaderCallbacks{
			OnStartedLeading: func(ctx context.Context) {
				loop.Client(ctx).Get(loop.Labs + "?user_id=" + os.Getenv("PILOT"))
			},
			OnStoppedLeading: stopped,
		},
	})
}

func stopped() {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=pilot")
}

// elector is an election whose callbacks are methods.
func elector(ctx context.Context) {
	w := &worker{members: strings.Split(os.Getenv("MEMBERS"), ",")}
	config := leaderelection.LeaderElectionConfig{Lock: &resourcelock.LeaseLock{}}
	config.Callbacks.OnStartedLeading = w.lead
	config.Callbacks.OnStoppedLeading = func() {}
	e, err := leaderelection.NewLeaderElector(config)
	if err != nil {
		return
	}
	e.Run(ctx)
}

type worker struct{ members []string }

func (w *worker) lead(ctx context.Context) {
	for _, id := range w.members {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	}
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}
