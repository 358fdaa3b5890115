// Command twirps serves a generated service of twirp.
package main

import (
	"context"
	"net/http"

	"google.golang.org/protobuf/types/known/wrapperspb"

	"example.com/services/loop"
	"example.com/services/twirps/labs"
)

type subject struct{}

type server struct{}

func main() {
	http.ListenAndServe(":8080", labs.NewLabsServer(&server{}))
}

func (*server) Own(ctx context.Context, req *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	id, _ := ctx.Value(subject{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return req, err
}

func (*server) Of(ctx context.Context, req *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.Value)
	return req, err
}
