// Package rest has the signatures of github.com/zeromicro/go-zero/rest that cases use.
package rest

import "net/http"

type Route struct {
	Method  string
	Path    string
	Handler http.HandlerFunc
}

type (
	Middleware  func(next http.HandlerFunc) http.HandlerFunc
	RouteOption func(r *featuredRoutes)

	featuredRoutes struct{}
)

func WithPrefix(group string) RouteOption                       { return nil }
func WithJwt(secret string) RouteOption                         { return nil }
func WithMiddlewares(ms []Middleware, rs ...Route) []Route      { return rs }
func WithMiddleware(middleware Middleware, rs ...Route) []Route { return rs }

type Server struct{}

func (s *Server) AddRoutes(rs []Route, opts ...RouteOption) {}
func (s *Server) AddRoute(r Route, opts ...RouteOption)     {}
func (s *Server) Use(middleware Middleware)                 {}
