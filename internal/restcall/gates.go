package restcall

import (
	"slices"

	"github.com/m2me/m2me/internal/flow"
)

// A handler may stand behind others that let only those through who ask for their
// own: whatever is registered there, the id in the path is the session's. It has
// to be so wherever the handler is mounted.

// before returns the gates that every request of a registration has passed before
// the functions are called that it hands over: those of the router, and of what
// the same call hands over before it.
func (f *finder) before(r *flow.Reg, beside []*flow.Value) []*flow.Gate {
	var out []*flow.Gate
	add := func(v *flow.Value, member bool) {
		v = f.w.Resolve(v)
		if g := f.w.MadeGate(v); g != nil {
			out = append(out, g)
		} else if g, _ := f.w.GateOf(v); g != nil && g.Next == nil && member {
			out = append(out, g)
		}
	}
	for _, v := range r.Before {
		add(v, true)
	}
	earlier := true
	for _, v := range beside {
		if v == r.Fn {
			earlier = false
			continue
		}
		add(v, earlier)
	}
	return out
}

// assured returns what was found equal whenever fn is called from outside the
// program.
func (f *finder) assured(fn *flow.Func) flow.Equalities {
	roots := f.roots[fn]
	if len(roots) == 0 || f.indirect[fn] {
		return nil
	}
	out := roots[0].equal
	for _, r := range roots[1:] {
		out = out.Common(r.equal)
	}
	return out
}

// rebased returns what gates make sure of as fn sees it.
func (f *finder) rebased(gates []*flow.Gate, fn *flow.Func) flow.Equalities {
	var out flow.Equalities
	for _, g := range gates {
		out = append(out, f.w.Rebased(g, fn)...)
	}
	return out
}

// inBoth returns the gates that are in both lists.
func inBoth(a, b []*flow.Gate) []*flow.Gate {
	return slices.DeleteFunc(slices.Clone(a), func(g *flow.Gate) bool { return !slices.Contains(b, g) })
}
