// Package endpoint has the signatures of github.com/go-kit/kit/endpoint that cases use.
package endpoint

import "context"

type Endpoint func(ctx context.Context, request any) (response any, err error)

type Middleware func(Endpoint) Endpoint
