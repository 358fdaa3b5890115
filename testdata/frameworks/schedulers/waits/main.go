// Command waits uses the loops of k8s.io/apimachinery.
package main

import (
	"context"
	"net/http"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"

	"example.com/schedulers/loop"
)

type signedIn struct{}

func main() {
	stop := make(chan struct{})
	go wait.Until(func() {
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=pilot")
	}, time.Minute, stop)
	go wait.UntilWithContext(context.Background(), every, time.Hour)
	http.HandleFunc("GET /labs", labs)
	http.ListenAndServe(":8080", nil)
}

func every(ctx context.Context) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
}

// labs waits until the platform answers: it runs for the user who waits.
func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	wait.PollUntilContextTimeout(r.Context(), time.Second, time.Minute, true, func(ctx context.Context) (bool, error) {
		_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
		return err == nil, nil
	})
}
