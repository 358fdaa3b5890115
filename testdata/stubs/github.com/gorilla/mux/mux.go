// Package mux has the signatures of github.com/gorilla/mux that cases use.
package mux

import "net/http"

type Router struct{}

type Route struct{}

type MiddlewareFunc func(http.Handler) http.Handler

func NewRouter() *Router                   { return nil }
func Vars(*http.Request) map[string]string { return nil }

func (*Router) ServeHTTP(http.ResponseWriter, *http.Request) {}
func (*Router) Handle(path string, h http.Handler) *Route    { return nil }
func (*Router) HandleFunc(path string, f func(http.ResponseWriter, *http.Request)) *Route {
	return nil
}
func (*Router) PathPrefix(tpl string) *Route { return nil }
func (*Router) Path(tpl string) *Route       { return nil }
func (*Router) Methods(m ...string) *Route   { return nil }
func (*Router) Use(mw ...MiddlewareFunc)     {}
func (*Router) NewRoute() *Route             { return nil }

func (*Route) Subrouter() *Router                                          { return nil }
func (*Route) Methods(m ...string) *Route                                  { return nil }
func (*Route) Path(tpl string) *Route                                      { return nil }
func (*Route) PathPrefix(tpl string) *Route                                { return nil }
func (*Route) Name(string) *Route                                          { return nil }
func (*Route) Handler(http.Handler) *Route                                 { return nil }
func (*Route) HandlerFunc(func(http.ResponseWriter, *http.Request)) *Route { return nil }
