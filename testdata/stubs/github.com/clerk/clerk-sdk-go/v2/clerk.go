// Package clerk has the signatures of github.com/clerk/clerk-sdk-go/v2 that cases use.
package clerk

import "context"

type RegisteredClaims struct{ Subject string }

type SessionClaims struct{ RegisteredClaims }

func SessionClaimsFromContext(ctx context.Context) (*SessionClaims, bool) { return nil, false }
