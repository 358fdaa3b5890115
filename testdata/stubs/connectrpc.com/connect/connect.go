// Package connect has the signatures of connectrpc.com/connect that cases use.
package connect

import (
	"context"
	"net/http"
)

type HandlerOption interface{ apply() }

type Request[T any] struct{ Msg *T }

type Response[T any] struct{ Msg *T }

func NewResponse[T any](m *T) *Response[T] { return nil }

type Handler struct{}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

func NewUnaryHandler[Req, Res any](procedure string, unary func(context.Context, *Request[Req]) (*Response[Res], error), options ...HandlerOption) *Handler {
	return nil
}

func NewUnaryHandlerSimple[Req, Res any](procedure string, unary func(context.Context, *Req) (*Res, error), options ...HandlerOption) *Handler {
	return nil
}
