package restcall

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
)

// maxAlternatives bounds the values that a base URL may have.
const maxAlternatives = 8

// usualBase returns the one address among the values of a base URL, the others of
// which are configuration: what it is unless somebody says otherwise. It is nil
// if there is none, and unknown if there are several.
func usualBase(v *flow.Value, depth int) *flow.Value {
	if v == nil || depth > 3 || len(v.Args) > maxAlternatives {
		return nil
	}
	switch v.Op {
	case flow.Join, flow.If:
		var one *flow.Value
		for _, a := range v.Args {
			switch got := usualBase(a, depth+1); {
			case got == nil:
			case one == nil:
				one = got
			case !flow.Same(one, got):
				return flow.NewUnknown("one of several addresses")
			}
		}
		return one
	case flow.Const:
		if strings.Contains(v.Text, "://") {
			return v
		}
	case flow.Concat: // a base with more than text behind it is a whole URL, with the id of another call
		for _, a := range v.Args[min(1, len(v.Args)):] {
			if _, ok := a.ConstText(); !ok {
				return nil
			}
		}
		if usualBase(arg(v, 0), depth+1) != nil {
			return v
		}
	}
	return nil
}
