// Command gokit serves endpoints of go-kit.
package main

import (
	"context"
	"net/http"

	"github.com/go-kit/kit/endpoint"
	httptransport "github.com/go-kit/kit/transport/http"

	"example.com/services/loop"
)

type subject struct{}

type service struct{}

func (service) Own(ctx context.Context) error {
	id, _ := ctx.Value(subject{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return err
}

func (service) Of(ctx context.Context, user string) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + user)
	return err
}

func makeOwn(s service) endpoint.Endpoint {
	return func(ctx context.Context, _ any) (any, error) { return nil, s.Own(ctx) }
}

func makeOf(s service) endpoint.Endpoint {
	return func(ctx context.Context, req any) (any, error) { return nil, s.Of(ctx, req.(string)) }
}

func main() {
	s := service{}
	http.Handle("GET /labs", httptransport.NewServer(makeOwn(s), httptransport.NopRequestDecoder, httptransport.EncodeJSONResponse))
	http.Handle("GET /users/{user}/labs", httptransport.NewServer(makeOf(s), user, httptransport.EncodeJSONResponse))
	http.ListenAndServe(":8080", nil)
}

func user(_ context.Context, r *http.Request) (any, error) { return r.PathValue("user"), nil }
