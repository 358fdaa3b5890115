// Command mcps has tools for a user's agent.
package main

import (
	"context"
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/auth"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"example.com/services/loop"
)

type args struct {
	User string `json:"user"`
}

func main() {
	s := mcp.NewServer(&mcp.Implementation{Name: "labs"}, nil)
	mcp.AddTool(s, &mcp.Tool{Name: "own"}, own)
	mcp.AddTool(s, &mcp.Tool{Name: "of"}, of)
	http.ListenAndServe(":8080", mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return s }, nil))
}

func own(ctx context.Context, req *mcp.CallToolRequest, _ args) (*mcp.CallToolResult, any, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.Extra.TokenInfo.UserID)
	if info := auth.TokenInfoFromContext(ctx); info != nil {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + info.UserID)
	}
	return nil, nil, err
}

func of(ctx context.Context, req *mcp.CallToolRequest, in args) (*mcp.CallToolResult, any, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + in.User)
	return nil, nil, err
}
