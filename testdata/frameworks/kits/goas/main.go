// Command goas implements a service that goa generated: its design is in design.
package main

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"
	goahttp "goa.design/goa/v3/http"
	"goa.design/goa/v3/security"

	"example.com/kits/goas/gen/http/labs/server"
	"example.com/kits/goas/gen/labs"
	"example.com/kits/loop"
)

type signedIn struct{}

type service struct{}

func main() {
	endpoints := labs.NewEndpoints(&service{})
	mux := goahttp.NewMuxer()
	s := server.New(endpoints, mux, goahttp.RequestDecoder, goahttp.ResponseEncoder, nil, nil)
	server.Mount(mux, s)
	go nightly([]string{"pilot"})
	http.ListenAndServe(":8080", mux)
}

func (*service) JWTAuth(ctx context.Context, token string, _ *security.JWTScheme) (context.Context, error) {
	var claims jwt.RegisteredClaims
	if _, err := jwt.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return []byte("secret"), nil }); err != nil {
		return ctx, errors.New("no valid token")
	}
	return context.WithValue(ctx, signedIn{}, claims.Subject), nil
}

func (*service) Own(ctx context.Context, _ *labs.OwnPayload) ([]string, error) {
	id, _ := ctx.Value(signedIn{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return nil, err
}

func (*service) Of(ctx context.Context, p *labs.OfPayload) ([]string, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + p.User)
	return nil, err
}

func (*service) Office(ctx context.Context, p *labs.OfficePayload) ([]string, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + p.User)
	return nil, err
}

func nightly(users []string) {
	for range time.Tick(24 * time.Hour) {
		for _, id := range users {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		}
	}
}
