package idiom

import "github.com/m2me/m2me/internal/flow"

// Schema is github.com/gorilla/schema as clients use it: the fields of a struct, by
// their schema tags, are put into a form.
func Schema() Idiom {
	return Idiom{
		Name:   "gorilla/schema",
		Values: true,
		Models: map[string]flow.Model{
			"github.com/gorilla/schema.Encoder.Encode": func(c *flow.Call) []*flow.Value {
				src, dst := c.Arg(0), c.Arg(1)
				if dst == nil || dst.Op != flow.Obj || dst.Obj.Base != nil {
					return nil // what was in it before is not known
				}
				dst.Obj.Base = c.Freeze(src)
				return []*flow.Value{{Op: flow.Result, Text: c.Name, Type: c.Type(0)}}
			},
		},
	}
}
