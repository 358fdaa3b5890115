// Package jwt has the signatures of github.com/go-kratos/kratos/v2/middleware/auth/jwt that cases use.
package jwt

import "context"

type Claims interface{ GetSubject() (string, error) }

func FromContext(ctx context.Context) (token Claims, ok bool) { return nil, false }
