// Package http has the signatures of github.com/go-kratos/kratos/v2/transport/http that cases use.
package http

import (
	"context"
	"net/http"
	"net/url"
)

type Handler func(ctx context.Context, req any) (any, error)

type Context interface {
	context.Context
	Vars() url.Values
	Query() url.Values
	Request() *http.Request
	Middleware(Handler) Handler
	BindVars(any) error
	BindQuery(any) error
	Result(int, any) error
}

type HandlerFunc func(Context) error

type FilterFunc func(http.Handler) http.Handler

type ServerOption func(*Server)

type Server struct{}

func NewServer(opts ...ServerOption) *Server { return nil }

func (s *Server) Start(ctx context.Context) error                    { return nil }
func (s *Server) Stop(ctx context.Context) error                     { return nil }
func (s *Server) Route(prefix string, filters ...FilterFunc) *Router { return nil }

type Router struct{}

func (r *Router) Group(prefix string, filters ...FilterFunc) *Router { return nil }
func (r *Router) GET(path string, h HandlerFunc, m ...FilterFunc)    {}
