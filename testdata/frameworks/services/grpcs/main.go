// Command grpcs serves a generated service; an interceptor puts the subject of the token
// into the context.
package main

import (
	"context"
	"net"

	"github.com/golang-jwt/jwt/v5"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"example.com/services/loop"
)

type subject struct{}

type server struct {
	healthpb.UnimplementedHealthServer
}

func main() {
	s := grpc.NewServer(grpc.UnaryInterceptor(authenticate))
	healthpb.RegisterHealthServer(s, &server{})
	lis, _ := net.Listen("tcp", ":8080")
	s.Serve(lis)
}

func authenticate(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	md, _ := metadata.FromIncomingContext(ctx)
	var claims jwt.RegisteredClaims
	if len(md["authorization"]) == 0 {
		return nil, status.Error(codes.Unauthenticated, "no token")
	}
	if _, err := jwt.ParseWithClaims(md["authorization"][0], &claims, key); err != nil {
		return nil, status.Error(codes.Unauthenticated, err.Error())
	}
	return next(context.WithValue(ctx, subject{}, claims.Subject), req)
}

func key(*jwt.Token) (any, error) { return []byte("secret"), nil }

func (*server) Check(ctx context.Context, req *healthpb.HealthCheckRequest) (*healthpb.HealthCheckResponse, error) {
	id, _ := ctx.Value(subject{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return &healthpb.HealthCheckResponse{}, err
}

func (*server) List(ctx context.Context, req *healthpb.HealthListRequest) (*healthpb.HealthListResponse, error) {
	md, _ := metadata.FromIncomingContext(ctx)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + md.Get("x-user-id")[0])
	return &healthpb.HealthListResponse{}, err
}

func (*server) Watch(req *healthpb.HealthCheckRequest, stream grpc.ServerStreamingServer[healthpb.HealthCheckResponse]) error {
	_, err := loop.Client(stream.Context()).Get(loop.Labs + "?user_id=" + req.Service)
	return err
}
