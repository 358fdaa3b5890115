package idiom

import "github.com/m2me/m2me/internal/flow"

// QueryString is github.com/google/go-querystring: the fields of a struct, by
// their url tags, as parameters.
func QueryString() Idiom {
	return Idiom{
		Name:   "go-querystring",
		Values: true,
		Models: map[string]flow.Model{
			"github.com/google/go-querystring/query.Values": func(c *flow.Call) []*flow.Value {
				q := &flow.Value{Op: flow.Obj, Obj: &flow.Object{Kind: kindValues, Base: c.Freeze(c.Arg(0))}, Type: c.Type(0)}
				return []*flow.Value{q, {Op: flow.Result, Text: c.Name, Num: 1, Type: c.Type(1)}}
			},
		},
	}
}
