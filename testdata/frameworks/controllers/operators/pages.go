package main

import (
	"context"
	"net/http"

	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/manager"

	"example.com/controllers/loop"
)

type signedIn struct{}

// serve serves pages in three ways: each of them is for a user, although the
// manager runs the server.
func serve(mgr ctrl.Manager) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /labs", labs)
	if err := mgr.Add(&manager.Server{Name: "pages", Server: &http.Server{Handler: mux}}); err != nil {
		return err
	}
	mgr.GetWebhookServer().Register("/history", http.HandlerFunc(history))
	return mgr.Add(&site{addr: ":8081"})
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func history(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?limit=100&user_id=" + id)
}

// site is a runnable that is a server.
type site struct{ addr string }

func (s *site) Start(ctx context.Context) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /today", func(w http.ResponseWriter, r *http.Request) {
		id, _ := r.Context().Value(signedIn{}).(string)
		loop.Client(r.Context()).Get(loop.Labs + "?limit=1&user_id=" + id)
	})
	return http.ListenAndServe(s.addr, mux)
}
