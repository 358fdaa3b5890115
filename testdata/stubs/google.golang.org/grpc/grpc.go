// Package grpc has the signatures of google.golang.org/grpc that cases use.
package grpc

import "context"

type ServiceDesc struct{ HandlerType any }

type ServiceRegistrar interface {
	RegisterService(desc *ServiceDesc, impl any)
}

type Server struct{}

type ServerOption interface{ apply() }

type UnaryServerInfo struct{ FullMethod string }

type UnaryHandler func(ctx context.Context, req any) (any, error)

type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (any, error)

func NewServer(opt ...ServerOption) *Server                   { return nil }
func UnaryInterceptor(i UnaryServerInterceptor) ServerOption  { return nil }
func (s *Server) RegisterService(desc *ServiceDesc, impl any) {}
