package idiom

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Connect is the client that m2me scaffolds.
func Connect() Idiom {
	return Idiom{
		Name: "connect",
		Models: map[string]flow.Model{
			"connect.Client":           func(c *flow.Call) []*flow.Value { return one(userClient(c)) },
			"connect.ClientLike":       func(c *flow.Call) []*flow.Value { return one(userClient(c)) },
			"connect.Connector.Client": func(c *flow.Call) []*flow.Value { return one(userClient(c)) },
			"connect.HTTPClient":       choice,
			"connect.WithUser": func(c *flow.Call) []*flow.Value {
				return one(&flow.Value{Op: flow.Result, Text: "connect.WithUser", Args: []*flow.Value{c.Arg(0), c.Arg(1)}, Type: c.Type(0), Src: c.Span()})
			},
			"connect.UserFrom": func(c *flow.Call) []*flow.Value {
				return []*flow.Value{
					{Op: flow.Result, Text: "connect.UserFrom", Args: []*flow.Value{c.Arg(0)}, Type: c.Type(0), Src: c.Span()},
					flow.HasUser(c.Arg(0)),
				}
			},
			"connect.Transport": func(c *flow.Call) []*flow.Value {
				tr := flow.NewObject("connect.Transport", nil, c.Span())
				tr.Obj.Set("Base", c.Arg(0))
				return one(tr)
			},
		},
	}
}

func userClient(c *flow.Call) *flow.Value {
	return clientWith(c, flow.NewSecret(&flow.Cred{Grant: rest.UserToken, From: c.Span(), Why: "connect." + c.Fn.Name()}))
}

// choice is connect.HTTPClient: the user's client if the context names one,
// else the fallback.
func choice(c *flow.Call) []*flow.Value {
	cond := flow.HasUser(c.Arg(0))
	if text, ok := cond.ConstText(); ok && text == "true" {
		return one(userClient(c))
	}
	return one(&flow.Value{Op: flow.If, Cond: &flow.Cond{Val: cond}, Args: []*flow.Value{userClient(c), c.Arg(1)}, Type: c.Type(0)})
}
