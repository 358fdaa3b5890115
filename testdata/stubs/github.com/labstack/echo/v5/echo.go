// Package echo has the signatures of github.com/labstack/echo/v5 that cases use.
package echo

import "net/http"

type Context struct{}

func (*Context) Request() *http.Request        { return nil }
func (*Context) Param(name string) string      { return "" }
func (*Context) QueryParam(name string) string { return "" }
func (*Context) Get(key string) any            { return nil }
func (*Context) Set(key string, val any)       {}
func (*Context) Bind(i any) error              { return nil }
func (*Context) JSON(code int, i any) error    { return nil }
func (*Context) NoContent(code int) error      { return nil }

type HandlerFunc func(c *Context) error

type MiddlewareFunc func(next HandlerFunc) HandlerFunc

type RouteInfo struct{}

type Group struct{}

type Echo struct{}

func New() *Echo { return nil }

func (*Echo) Start(addr string) error                                { return nil }
func (*Echo) Use(...MiddlewareFunc)                                  {}
func (*Echo) Group(prefix string, m ...MiddlewareFunc) *Group        { return nil }
func (*Echo) GET(string, HandlerFunc, ...MiddlewareFunc) RouteInfo   { return RouteInfo{} }
func (*Echo) POST(string, HandlerFunc, ...MiddlewareFunc) RouteInfo  { return RouteInfo{} }
func (*Group) Use(...MiddlewareFunc)                                 {}
func (*Group) GET(string, HandlerFunc, ...MiddlewareFunc) RouteInfo  { return RouteInfo{} }
func (*Group) POST(string, HandlerFunc, ...MiddlewareFunc) RouteInfo { return RouteInfo{} }
