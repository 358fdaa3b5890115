// Command connects serves a generated service of connect, and one handler by hand.
package main

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"example.com/services/connects/greetconnect"
	"example.com/services/loop"
)

type subject struct{}

type text = wrapperspb.StringValue

type labs struct{}

func main() {
	mux := http.NewServeMux()
	mux.Handle(greetconnect.NewLabsHandler(labs{}))
	mux.Handle("/labs.v1.Labs/Plain", connect.NewUnaryHandlerSimple("/labs.v1.Labs/Plain", plain))
	http.ListenAndServe(":8080", mux)
}

func (labs) Own(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	id, _ := ctx.Value(subject{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return connect.NewResponse(&text{}), err
}

func (labs) Of(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.Msg.Value)
	return connect.NewResponse(&text{}), err
}

func plain(ctx context.Context, req *text) (*text, error) {
	id, _ := ctx.Value(subject{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return &text{}, err
}
