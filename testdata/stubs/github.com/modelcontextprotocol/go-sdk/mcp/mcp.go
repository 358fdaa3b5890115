// Package mcp has the signatures of github.com/modelcontextprotocol/go-sdk/mcp that cases use.
package mcp

import (
	"context"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

type (
	Implementation struct{ Name string }
	Tool           struct{ Name string }
	CallToolResult struct{ IsError bool }
	CallToolParams struct{ Name string }
	RequestExtra   struct{ TokenInfo *auth.TokenInfo }
)

type ServerRequest[P any] struct {
	Params P
	Extra  *RequestExtra
}

type CallToolRequest = ServerRequest[*CallToolParams]

type Server struct{}

func NewServer(impl *Implementation, options any) *Server { return nil }

type ToolHandlerFor[In, Out any] func(context.Context, *CallToolRequest, In) (*CallToolResult, Out, error)

func AddTool[In, Out any](s *Server, t *Tool, h ToolHandlerFor[In, Out]) {}
