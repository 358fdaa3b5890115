package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// split is strings.Split of a text whose separators can be seen: a path, cut at its
// slashes. It is nil for any other.
func split(args []*flow.Value) *flow.Value {
	if len(args) < 3 {
		return nil
	}
	sep, ok := args[2].ConstText()
	if !ok || sep == "" {
		return nil
	}
	var elems []*flow.Value
	var run []*flow.Value // what stands before the next separator
	end := func() {
		if len(run) == 0 {
			run = []*flow.Value{flow.NewConst("")}
		}
		elems, run = append(elems, flow.NewConcat(run...)), nil
	}
	seen := false
	for _, p := range flat(args[1]) {
		if p == nil || p.Op != flow.Const {
			run = append(run, p)
			continue
		}
		for pos := 0; ; {
			i := strings.Index(p.Text[pos:], sep)
			if i < 0 {
				if pos < len(p.Text) {
					run = append(run, cut(p, pos, len(p.Text)))
				}
				break
			}
			if seen = true; i > 0 {
				run = append(run, cut(p, pos, pos+i))
			}
			end()
			pos += i + len(sep)
		}
	}
	if !seen {
		return nil
	}
	end()
	out := flow.NewObject("slice", nil, args[1].Src)
	for _, e := range elems {
		out.Obj.Put(flow.Entry{Op: "elem", Key: flow.NewConst(""), Val: e, Form: rest.ParamElsewhere})
	}
	return out
}

// flat returns the pieces of a text.
func flat(v *flow.Value) []*flow.Value {
	if v == nil || v.Op != flow.Concat {
		return []*flow.Value{v}
	}
	var out []*flow.Value
	for _, a := range v.Args {
		out = append(out, flat(a)...)
	}
	return out
}
