// Package chi has the signatures of github.com/go-chi/chi/v5 that cases use.
package chi

import (
	"context"
	"net/http"
)

type Routes interface {
	Middlewares() Middlewares
}

type Middlewares []func(http.Handler) http.Handler

type Router interface {
	http.Handler
	Routes

	Use(middlewares ...func(http.Handler) http.Handler)
	With(middlewares ...func(http.Handler) http.Handler) Router
	Group(fn func(r Router)) Router
	Route(pattern string, fn func(r Router)) Router
	Mount(pattern string, h http.Handler)
	Handle(pattern string, h http.Handler)
	HandleFunc(pattern string, h http.HandlerFunc)
	Method(method, pattern string, h http.Handler)
	MethodFunc(method, pattern string, h http.HandlerFunc)
	Delete(pattern string, h http.HandlerFunc)
	Get(pattern string, h http.HandlerFunc)
	Patch(pattern string, h http.HandlerFunc)
	Post(pattern string, h http.HandlerFunc)
	Put(pattern string, h http.HandlerFunc)
	NotFound(h http.HandlerFunc)
}

type Mux struct{}

func NewRouter() *Mux { return nil }
func NewMux() *Mux    { return nil }

func (*Mux) ServeHTTP(http.ResponseWriter, *http.Request)          {}
func (*Mux) Middlewares() Middlewares                              { return nil }
func (*Mux) Use(...func(http.Handler) http.Handler)                {}
func (*Mux) With(...func(http.Handler) http.Handler) Router        { return nil }
func (*Mux) Group(func(r Router)) Router                           { return nil }
func (*Mux) Route(string, func(r Router)) Router                   { return nil }
func (*Mux) Mount(string, http.Handler)                            {}
func (*Mux) Handle(string, http.Handler)                           {}
func (*Mux) HandleFunc(string, http.HandlerFunc)                   {}
func (*Mux) Method(method, pattern string, h http.Handler)         {}
func (*Mux) MethodFunc(method, pattern string, h http.HandlerFunc) {}
func (*Mux) Delete(string, http.HandlerFunc)                       {}
func (*Mux) Get(string, http.HandlerFunc)                          {}
func (*Mux) Patch(string, http.HandlerFunc)                        {}
func (*Mux) Post(string, http.HandlerFunc)                         {}
func (*Mux) Put(string, http.HandlerFunc)                          {}
func (*Mux) NotFound(http.HandlerFunc)                             {}

func URLParam(r *http.Request, key string) string            { return "" }
func URLParamFromCtx(ctx context.Context, key string) string { return "" }
