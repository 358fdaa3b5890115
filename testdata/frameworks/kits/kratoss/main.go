// Command kratoss serves members and staff with kratos: a service that generated
// code registers, routes of its own, and a server that is none.
package main

import (
	"context"

	"github.com/go-kratos/kratos/v2"
	"github.com/go-kratos/kratos/v2/middleware/auth/jwt"
	"github.com/go-kratos/kratos/v2/transport/http"
	jwtv5 "github.com/golang-jwt/jwt/v5"

	v1 "example.com/kits/kratoss/v1"
	"example.com/kits/loop"
)

type signedIn struct{}

func main() {
	s := http.NewServer(
		http.Address(":8080"),
		http.Middleware(jwt.Server(func(*jwtv5.Token) (any, error) { return []byte("secret"), nil })),
	)
	v1.RegisterLabsHTTPServer(s, &labsService{})
	r := s.Route("/api")
	r.GET("/labs", labs)
	r.GET("/users/{user}/labs", labsOf)
	s.Route("/admin").GET("/labs/{user}", office)
	s.Route("/").Group("/admin").GET("/labs", officeOwn)
	app := kratos.New(
		kratos.Server(s, &digest{}),
		kratos.BeforeStart(warm),
	)
	app.Run()
}

type labsService struct{}

func (*labsService) Own(ctx context.Context, _ *v1.OwnRequest) (*v1.Reply, error) {
	claims, ok := jwt.FromContext(ctx)
	if !ok {
		return nil, context.Canceled
	}
	id, err := claims.GetSubject()
	if err != nil {
		return nil, err
	}
	_, err = loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return &v1.Reply{}, err
}

func (*labsService) Of(ctx context.Context, in *v1.OfRequest) (*v1.Reply, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + in.User)
	return &v1.Reply{}, err
}

func (*labsService) Office(ctx context.Context, in *v1.OfRequest) (*v1.Reply, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + in.User)
	return &v1.Reply{}, err
}

func labs(ctx http.Context) error {
	id, _ := ctx.Value(signedIn{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return err
}

func labsOf(ctx http.Context) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + ctx.Vars().Get("user"))
	return err
}

func office(ctx http.Context) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + ctx.Vars().Get("user"))
	return err
}

func officeOwn(ctx http.Context) error {
	id, _ := ctx.Value(signedIn{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return err
}

// digest is started and stopped with the servers.
type digest struct{}

func (*digest) Start(ctx context.Context) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	return err
}

func (*digest) Stop(context.Context) error { return nil }

func warm(ctx context.Context) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	return err
}
