package trigger

import "github.com/m2me/m2me/internal/rest"

const mcpPath = "github.com/modelcontextprotocol/go-sdk/mcp."

// MCP is the SDK of the Model Context Protocol: tools that a user's agent calls.
// The token that the transport verified names the user; the arguments are what
// the agent made up.
func MCP() Trigger {
	return Trigger{
		Name: "mcp",
		Regs: []Reg{
			{Func: mcpPath + "AddTool", Pattern: None, Fn: 2, Kind: rest.ByUser},
			{Func: mcpPath + "Server.AddTool", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: mcpPath + "Server.AddPrompt", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: mcpPath + "Server.AddResource", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: mcpPath + "Server.AddResourceTemplate", Pattern: None, Fn: 1, Kind: rest.ByUser},
		},
		Sources: []Source{
			{Func: "github.com/modelcontextprotocol/go-sdk/auth.TokenInfoFromContext", Subject: rest.Session},
		},
		Payloads: []Payload{
			{Type: mcpPath + "ServerRequest", Subject: rest.Request},
			{Type: mcpPath + "RequestExtra", Fields: []string{"TokenInfo"}, Subject: rest.Session},
		},
	}
}
