// Command httprouter serves members and staff.
package main

import (
	"net/http"

	"github.com/julienschmidt/httprouter"

	"example.com/routers/loop"
)

type signedIn struct{}

func main() {
	r := httprouter.New()
	r.GET("/labs", labs)
	r.GET("/users/:user/labs", labsOf)
	r.Handle("GET", "/admin/labs/:user", office)
	http.ListenAndServe(":8080", r)
}

func labs(w http.ResponseWriter, r *http.Request, _ httprouter.Params) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func labsOf(w http.ResponseWriter, r *http.Request, p httprouter.Params) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + p.ByName("user"))
}

func office(w http.ResponseWriter, r *http.Request, p httprouter.Params) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + p.ByName("user"))
}
