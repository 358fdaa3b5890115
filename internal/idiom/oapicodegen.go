package idiom

import "github.com/m2me/m2me/internal/flow"

// OAPICodegen is the runtime of the clients that oapi-codegen generates.
func OAPICodegen() Idiom {
	return Idiom{
		Name: "oapi-codegen",
		Models: map[string]flow.Model{
			"github.com/oapi-codegen/runtime.StyleParamWithLocation":             styledParam,
			"github.com/oapi-codegen/runtime.StyleParamWithOptions":              styledParam,
			"github.com/deepmap/oapi-codegen/pkg/runtime.StyleParamWithLocation": styledParam,
		},
	}
}

// styledParam is the text of one parameter: the value alone in a path or a
// header, "name=value" in a query.
func styledParam(c *flow.Call) []*flow.Value {
	style, ok := c.Arg(0).ConstText()
	val := c.Arg(len(c.Args) - 1)
	if c.Fn.Name() == "StyleParamWithOptions" {
		val = c.Arg(3)
	}
	switch {
	case !ok:
		return nil
	case style == "simple":
		return one(strip(val))
	case style == "form":
		name, ok := c.Arg(2).ConstText()
		if !ok {
			return nil
		}
		return one(flow.NewConcat(flow.NewConst(name+"="), strip(val)))
	}
	return nil
}
