package restcall

import (
	"maps"
	"slices"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// startedBy returns the import paths of the main packages whose main reaches
// the registration of a handler that makes one of the calls; nil if the
// registration is not in sight.
func (f *finder) startedBy(g *group) []string {
	found := map[string]bool{}
	for _, rd := range g.readings {
		r, ok := f.rootOf(rest.ByUser, rd.node)
		if !ok || r.in == nil {
			continue
		}
		for _, fn := range f.mains() {
			if f.reachable(fn)[r.in] {
				found[fn.Name.Pkg] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// mains returns the functions that programs begin with.
func (f *finder) mains() []*flow.Func {
	if f.starts == nil {
		f.starts = []*flow.Func{}
		for _, fn := range f.w.Funcs() {
			if fn.Decl != nil && fn.Name.Name == "main" && fn.Pkg.Types.Name() == "main" {
				f.starts = append(f.starts, fn)
			}
		}
	}
	return f.starts
}

// rootOf returns the root at the end of the chain that reaches fn.
func (f *finder) rootOf(k rest.Kind, fn *flow.Func) (root, bool) {
	for n := 0; fn != nil && n < 64; n++ {
		l, ok := f.reach[k][fn]
		if !ok {
			return root{}, false
		}
		if l.from == nil {
			return l.root, true
		}
		fn = l.from
	}
	return root{}, false
}

// reachable returns the functions that a function calls, directly or not.
func (f *finder) reachable(from *flow.Func) map[*flow.Func]bool {
	if seen, ok := f.below[from]; ok {
		return seen
	}
	seen := map[*flow.Func]bool{from: true}
	queue := []*flow.Func{from}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		for _, e := range f.edges[fn] {
			if !seen[e.To] {
				seen[e.To] = true
				queue = append(queue, e.To)
			}
		}
	}
	f.below[from] = seen
	return seen
}
