package restcall

import "github.com/m2me/m2me/internal/flow"

// handwritten leaves out what is read in generated code that nobody calls: a
// generated client has an operation for everything that its description lists.
func (f *finder) handwritten(groups []*group) []*group {
	used := f.byHand()
	var out []*group
	for _, g := range groups {
		if in := g.readings[0].conc.Frames[0].In; !in.Generated || used[in] {
			out = append(out, g)
		}
	}
	return out
}

// byHand returns the functions that run because code runs which a person wrote.
func (f *finder) byHand() map[*flow.Func]bool {
	used := map[*flow.Func]bool{}
	var mark func(fn *flow.Func)
	mark = func(fn *flow.Func) {
		if used[fn] {
			return
		}
		used[fn] = true
		for _, e := range f.edges[fn] {
			mark(e.To)
		}
	}
	for _, fn := range f.w.Funcs() {
		if !fn.Generated || len(f.roots[fn]) > 0 {
			mark(fn)
		}
	}
	return used
}
