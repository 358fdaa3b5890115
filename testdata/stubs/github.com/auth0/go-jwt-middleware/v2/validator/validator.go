// Package validator has the signatures of github.com/auth0/go-jwt-middleware/v2/validator that cases use.
package validator

import "context"

type RegisteredClaims struct{ Subject string }

type ValidatedClaims struct{ RegisteredClaims RegisteredClaims }

type Validator struct{}

func (v *Validator) ValidateToken(ctx context.Context, token string) (interface{}, error) {
	return nil, nil
}
