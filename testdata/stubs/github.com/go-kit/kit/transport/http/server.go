// Package http has the signatures of github.com/go-kit/kit/transport/http that cases use.
package http

import (
	"context"
	"net/http"

	"github.com/go-kit/kit/endpoint"
)

type (
	DecodeRequestFunc  func(context.Context, *http.Request) (request any, err error)
	EncodeResponseFunc func(context.Context, http.ResponseWriter, any) error
)

type ServerOption func(*Server)

type Server struct{}

func NewServer(e endpoint.Endpoint, dec DecodeRequestFunc, enc EncodeResponseFunc, options ...ServerOption) *Server {
	return nil
}

func (s Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

func EncodeJSONResponse(ctx context.Context, w http.ResponseWriter, response any) error { return nil }

func NopRequestDecoder(ctx context.Context, r *http.Request) (any, error) { return nil, nil }
