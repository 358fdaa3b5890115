// Package security has the signatures of goa.design/goa/v3/security that cases use.
package security

import "context"

type JWTScheme struct{ Name string }

type AuthJWTFunc func(ctx context.Context, token string, schema *JWTScheme) (context.Context, error)
