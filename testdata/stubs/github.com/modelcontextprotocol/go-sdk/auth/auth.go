// Package auth has the signatures of github.com/modelcontextprotocol/go-sdk/auth that cases use.
package auth

import "context"

type TokenInfo struct{ UserID string }

func TokenInfoFromContext(ctx context.Context) *TokenInfo { return nil }
