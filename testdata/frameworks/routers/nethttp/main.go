// Command nethttp serves members, staff and a webhook.
package main

import (
	"encoding/json"
	"net/http"

	"example.com/routers/loop"
)

type signedIn struct{}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /labs", labs)
	mux.HandleFunc("GET /labs/{user}", labsOf)
	mux.Handle("POST /webhooks/lab", http.HandlerFunc(resulted))
	staff := http.NewServeMux()
	staff.HandleFunc("GET /labs/{user}", office)
	mux.Handle("/admin/", http.StripPrefix("/admin", staff))
	http.ListenAndServe(":8080", mux)
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func labsOf(w http.ResponseWriter, r *http.Request) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + r.PathValue("user"))
}

func office(w http.ResponseWriter, r *http.Request) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + r.PathValue("user"))
}

func resulted(w http.ResponseWriter, r *http.Request) {
	var event struct{ Patient string }
	if err := json.NewDecoder(r.Body).Decode(&event); err != nil {
		return
	}
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + event.Patient)
}
