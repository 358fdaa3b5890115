// Package jwtmiddleware has the signatures of github.com/auth0/go-jwt-middleware/v2 that cases use.
package jwtmiddleware

type ContextKey struct{}
