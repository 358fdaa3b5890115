// Package auth has the signatures of firebase.google.com/go/v4/auth that cases use.
package auth

import "context"

type Token struct {
	UID    string
	Claims map[string]interface{}
}

type baseClient struct{}

func (c *baseClient) VerifyIDToken(ctx context.Context, idToken string) (*Token, error) {
	return nil, nil
}

type Client struct{ *baseClient }
