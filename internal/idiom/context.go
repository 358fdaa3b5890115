package idiom

import (
	"github.com/m2me/m2me/internal/flow"
)

// Context is package context and the process environment.
func Context() Idiom {
	return Idiom{
		Name:   "context",
		Values: true,
		Models: map[string]flow.Model{
			"context.WithValue":         withValue,
			"context.WithCancel":        parent,
			"context.WithCancelCause":   parent,
			"context.WithTimeout":       parent,
			"context.WithTimeoutCause":  parent,
			"context.WithDeadline":      parent,
			"context.WithDeadlineCause": parent,
			"context.WithoutCancel":     parent,
			"context.Context.Value":     contextValue,
			"os.Getenv":                 getenv,
			"os.LookupEnv":              getenv,
		},
	}
}

// parent is a function that returns a context with the values of its first
// argument.
func parent(c *flow.Call) []*flow.Value { return one(strip(c.Arg(0))) }

func withValue(c *flow.Call) []*flow.Value {
	key := flow.KeyID(c.Arg(1))
	if key != "" {
		c.PutContext(key, c.Arg(2))
	}
	return one(&flow.Value{Op: flow.Result, Text: "context.WithValue", Args: []*flow.Value{c.Arg(0), c.Arg(1), c.Arg(2)}, Type: c.Type(0), Src: c.Span()})
}

// contextValue looks a key up in the contexts that are in sight.
func contextValue(c *flow.Call) []*flow.Value {
	key := flow.KeyID(c.Arg(0))
	for ctx := c.Recv; ctx != nil && ctx.Op == flow.Result && ctx.Text == "context.WithValue"; ctx = ctx.Args[0] {
		if key != "" && flow.KeyID(ctx.Args[1]) == key {
			return one(ctx.Args[2])
		}
	}
	v := c.Opaque(0)
	return one(v)
}

func getenv(c *flow.Call) []*flow.Value {
	return one(&flow.Value{Op: flow.Result, Text: "os.Getenv", Args: []*flow.Value{c.Arg(0)}, Type: c.Type(0), Src: c.Span()})
}
