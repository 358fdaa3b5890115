// Package goa has the signatures of goa.design/goa/v3/pkg that cases use.
package goa

import "context"

type Endpoint func(ctx context.Context, request any) (response any, err error)
