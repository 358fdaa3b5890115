// Package echo has the signatures of github.com/labstack/echo/v4 that cases use.
package echo

import "net/http"

type Context interface {
	Request() *http.Request
	Param(name string) string
	QueryParam(name string) string
	FormValue(name string) string
	Cookie(name string) (*http.Cookie, error)
	Get(key string) any
	Set(key string, val any)
	Bind(i any) error
	JSON(code int, i any) error
	NoContent(code int) error
}

type HandlerFunc func(c Context) error

type MiddlewareFunc func(next HandlerFunc) HandlerFunc

type Route struct{}

type Group struct{}

type Echo struct{}

func New() *Echo { return nil }

func (*Echo) Start(addr string) error                                            { return nil }
func (*Echo) Use(...MiddlewareFunc)                                              {}
func (*Echo) Group(prefix string, m ...MiddlewareFunc) *Group                    { return nil }
func (*Echo) GET(string, HandlerFunc, ...MiddlewareFunc) *Route                  { return nil }
func (*Echo) POST(string, HandlerFunc, ...MiddlewareFunc) *Route                 { return nil }
func (*Echo) Add(method, path string, h HandlerFunc, m ...MiddlewareFunc) *Route { return nil }
func (*Group) Use(...MiddlewareFunc)                                             {}
func (*Group) Group(prefix string, m ...MiddlewareFunc) *Group                   { return nil }
func (*Group) GET(string, HandlerFunc, ...MiddlewareFunc) *Route                 { return nil }
func (*Group) POST(string, HandlerFunc, ...MiddlewareFunc) *Route                { return nil }

func WrapHandler(http.Handler) HandlerFunc { return nil }
