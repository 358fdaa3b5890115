// Package httprouter has the signatures of github.com/julienschmidt/httprouter that cases use.
package httprouter

import (
	"context"
	"net/http"
)

type Param struct{ Key, Value string }

type Params []Param

func (Params) ByName(name string) string { return "" }

func ParamsFromContext(ctx context.Context) Params { return nil }

type Handle func(http.ResponseWriter, *http.Request, Params)

type Router struct{}

func New() *Router { return nil }

func (*Router) ServeHTTP(http.ResponseWriter, *http.Request)        {}
func (*Router) GET(path string, handle Handle)                      {}
func (*Router) POST(path string, handle Handle)                     {}
func (*Router) Handle(method, path string, handle Handle)           {}
func (*Router) Handler(method, path string, h http.Handler)         {}
func (*Router) HandlerFunc(method, path string, h http.HandlerFunc) {}
