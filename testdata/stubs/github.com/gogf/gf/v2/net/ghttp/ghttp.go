// Package ghttp has the signatures of github.com/gogf/gf/v2/net/ghttp that cases use.
package ghttp

import (
	"context"

	"github.com/gogf/gf/v2/container/gvar"
	"github.com/gogf/gf/v2/os/gsession"
)

type Request struct{ Session *gsession.Session }

func (r *Request) Context() context.Context                     { return nil }
func (r *Request) Get(key string, def ...interface{}) *gvar.Var { return nil }

type HandlerFunc = func(r *Request)

type Server struct{}

type RouterGroup struct{}

func GetServer(name ...interface{}) *Server                                            { return nil }
func (s *Server) Group(prefix string, groups ...func(group *RouterGroup)) *RouterGroup { return nil }
func (s *Server) BindHandler(pattern string, handler interface{})                      {}
func (s *Server) Run()                                                                 {}
func (g *RouterGroup) GET(pattern string, object interface{}, params ...interface{}) *RouterGroup {
	return nil
}
