// Package scs has the signatures of github.com/alexedwards/scs/v2 that cases use.
package scs

import (
	"context"
	"net/http"
)

type SessionManager struct{}

func New() *SessionManager { return nil }

func (*SessionManager) GetString(ctx context.Context, key string) string { return "" }
func (*SessionManager) Get(ctx context.Context, key string) any          { return nil }
func (*SessionManager) Put(ctx context.Context, key string, val any)     {}
func (*SessionManager) LoadAndSave(next http.Handler) http.Handler       { return nil }
