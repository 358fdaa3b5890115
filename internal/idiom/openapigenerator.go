package idiom

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// OpenAPIGenerator is what openapi-generator writes into each client: helpers
// that look at their arguments by reflection, and a pass over the encoded query
// that spells its keys otherwise.
func OpenAPIGenerator() Idiom {
	return Idiom{
		Name: "openapi-generator",
		Models: map[string]flow.Model{
			"generated.parameterToString":           first,
			"generated.parameterValueToString":      first,
			"generated.parameterAddToQuery":         addedParam,
			"generated.parameterAddToHeaderOrQuery": addedParam,
			"regexp.Regexp.ReplaceAllStringFunc":    respelled,
		},
	}
}

// addedParam is a helper that puts a key and a value into parameters.
func addedParam(c *flow.Call) []*flow.Value {
	to, val := c.Arg(0), c.Arg(2)
	if to == nil || to.Op != flow.Obj {
		return nil
	}
	to.Obj.Put(flow.Entry{Op: "add", Key: c.Arg(1), Val: strip(val), Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(val)})
	return []*flow.Value{}
}

// respelled is an encoded query whose parts a function spells otherwise; any
// other text is not known then.
func respelled(c *flow.Call) []*flow.Value {
	if text := c.Arg(0); text != nil && text.Op == flow.Encoded {
		return one(text)
	}
	return nil
}
