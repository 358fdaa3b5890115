// Package rest has the signatures of github.com/zeromicro/go-zero/rest that cases use.
package rest

import "net/http"

type Route struct {
	Method  string
	Path    string
	Handler http.HandlerFunc
}

type Server struct{}

func (s *Server) AddRoutes(rs []Route) {}
func (s *Server) AddRoute(r Route)     {}
