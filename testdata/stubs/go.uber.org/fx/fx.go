// Package fx has the signatures of go.uber.org/fx that cases use.
package fx

import "context"

type Hook struct {
	OnStart func(context.Context) error
	OnStop  func(context.Context) error
}

type Lifecycle interface{ Append(Hook) }

type Option interface{}

type App struct{}

func (*App) Run() {}

func New(opts ...Option) *App             { return nil }
func Invoke(funcs ...interface{}) Option  { return nil }
func Provide(ctors ...interface{}) Option { return nil }
func StartHook[T any](start T) Hook       { return Hook{} }
