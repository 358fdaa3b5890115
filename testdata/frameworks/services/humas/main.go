// Command humas serves members and staff with huma.
package main

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"example.com/services/loop"
)

type subject struct{}

type of struct {
	User string `path:"user"`
}

func main() {
	mux := http.NewServeMux()
	api := humago.New(mux, huma.DefaultConfig("labs", "1"))
	huma.Get(api, "/labs", own)
	huma.Register(api, huma.Operation{Method: http.MethodGet, Path: "/users/{user}/labs"}, labsOf)
	staff := huma.NewGroup(api, "/admin")
	huma.Get(staff, "/labs/{user}", office)
	http.ListenAndServe(":8080", mux)
}

func own(ctx context.Context, _ *struct{}) (*struct{}, error) {
	id, _ := ctx.Value(subject{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return nil, err
}

func labsOf(ctx context.Context, in *of) (*struct{}, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + in.User)
	return nil, err
}

func office(ctx context.Context, in *of) (*struct{}, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + in.User)
	return nil, err
}
