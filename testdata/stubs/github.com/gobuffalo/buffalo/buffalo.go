// Package buffalo has the signatures of github.com/gobuffalo/buffalo that cases use.
package buffalo

import (
	"context"
	"net/http"
)

type Context interface {
	context.Context
	Request() *http.Request
	Session() *Session
	Param(string) string
}

type Session struct{}

func (s *Session) Get(name interface{}) interface{} { return nil }

type Handler func(Context) error

type RouteInfo struct{}

type Options struct{}

type App struct{}

func New(opts Options) *App                       { return nil }
func (a *App) GET(p string, h Handler) *RouteInfo { return nil }
func (a *App) Group(groupPath string) *App        { return nil }
func (a *App) Serve() error                       { return nil }
