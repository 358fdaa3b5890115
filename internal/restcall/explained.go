package restcall

import (
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/flow"
)

// explain names a value in a reason.
func (f *finder) explain(v *flow.Value) string {
	v = flow.Lower(v)
	if v == nil {
		return "not known"
	}
	switch v.Op {
	case flow.Param:
		if v.Fn == nil {
			return "a parameter"
		}
		if v.Num < 0 {
			return "the receiver of " + v.Fn.Name.Name
		}
		return "parameter " + paramName(v) + " of " + v.Fn.Name.Name
	case flow.Field:
		return "field " + v.Text + ownerOf(v)
	case flow.Global:
		return "variable " + v.Text
	case flow.Result:
		if v.Text == "os.Getenv" {
			name, _ := arg(v, 0).ConstText()
			return "environment variable " + name
		}
		return "the result of " + v.Text
	case flow.Index:
		return "an element of " + strings.TrimPrefix(f.explain(arg(v, 0)), "an element of ")
	case flow.Elem:
		return "an element of " + strings.TrimPrefix(f.explain(arg(v, 0)), "an element of ")
	case flow.Decoded:
		return "decoded from " + f.explain(arg(v, 0))
	case flow.Response:
		return "the answer of a request"
	case flow.Unknown:
		return v.Text
	case flow.Join, flow.If:
		return "one of several values"
	case flow.Obj:
		return "a " + v.Obj.Kind
	case flow.Const:
		return "a constant"
	}
	return "a value that could not be followed"
}

func ownerOf(v *flow.Value) string {
	base := arg(v, 0)
	if base == nil || base.Type == nil {
		return ""
	}
	t := base.Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return " of " + n.Obj().Name()
	}
	return ""
}
