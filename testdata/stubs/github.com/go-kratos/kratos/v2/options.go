// Package kratos has the signatures of github.com/go-kratos/kratos/v2 that cases use.
package kratos

import (
	"context"

	"github.com/go-kratos/kratos/v2/transport"
)

type Option func(o *options)

type options struct{}

func Server(srv ...transport.Server) Option             { return nil }
func BeforeStart(fn func(context.Context) error) Option { return nil }

type App struct{}

func New(opts ...Option) *App { return nil }

func (a *App) Run() error { return nil }
