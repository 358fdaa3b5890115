// Command oapi serves what oapi-codegen made of a description.
package main

import (
	"net/http"

	"example.com/services/loop"
	"example.com/services/oapi/api"
)

type subject struct{}

type server struct{}

func main() { http.ListenAndServe(":8080", api.Handler(server{})) }

func (server) GetLabs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(subject{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func (server) GetUserLabs(w http.ResponseWriter, r *http.Request, user string) {
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + user)
}
