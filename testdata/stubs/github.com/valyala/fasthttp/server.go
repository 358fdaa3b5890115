package fasthttp

import (
	"context"
	"time"
)

type RequestCtx struct{ Request Request }

func (ctx *RequestCtx) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }
func (ctx *RequestCtx) Done() <-chan struct{}                   { return nil }
func (ctx *RequestCtx) Err() error                              { return nil }
func (ctx *RequestCtx) Value(key any) any                       { return nil }
func (ctx *RequestCtx) Path() []byte                            { return nil }
func (ctx *RequestCtx) QueryArgs() *Args                        { return nil }
func (ctx *RequestCtx) SetUserValue(key, value any)             {}
func (ctx *RequestCtx) UserValue(key any) any                   { return nil }
func (ctx *RequestCtx) SetStatusCode(statusCode int)            {}

var _ context.Context = (*RequestCtx)(nil)

type RequestHandler func(ctx *RequestCtx)

type Server struct{ Handler RequestHandler }

func (s *Server) ListenAndServe(addr string) error { return nil }

func ListenAndServe(addr string, handler RequestHandler) error { return nil }

func (h *RequestHeader) Cookie(key string) []byte { return nil }

func (a *Args) Peek(key string) []byte { return nil }
