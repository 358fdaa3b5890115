// Command gorilla serves members and staff.
package main

import (
	"net/http"

	"github.com/gorilla/mux"

	"example.com/routers/loop"
)

type signedIn struct{}

func main() {
	r := mux.NewRouter()
	r.HandleFunc("/labs", labs).Methods(http.MethodGet)
	r.HandleFunc("/users/{user}/labs", labsOf)
	staff := r.PathPrefix("/admin").Subrouter()
	staff.HandleFunc("/labs/{user}", office)
	http.ListenAndServe(":8080", r)
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func labsOf(w http.ResponseWriter, r *http.Request) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + mux.Vars(r)["user"])
}

func office(w http.ResponseWriter, r *http.Request) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + mux.Vars(r)["user"])
}
