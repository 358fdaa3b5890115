package restcall

import (
	"go/ast"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

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

// neverGiven reports whether a value is out of a context under a key of a
// generated client which nobody puts there: such a client looks for every
// credential that its description allows.
func (f *finder) neverGiven(v *flow.Value, depth int) bool {
	v = flow.Lower(v)
	if v == nil || depth > 6 || f.w.Modular() {
		return false
	}
	if v.Op == flow.Result && v.Text == "context.Context.Value" {
		key := flow.KeyID(arg(v, 1))
		none := len(f.w.CtxValues(key)) == 0 || f.w.Lacks(arg(v, 0), key)
		return key != "" && none && f.generatedAt(v.Src)
	}
	for _, a := range v.Args {
		if f.neverGiven(a, depth+1) {
			return true
		}
	}
	return false
}

// generatedAt reports whether a place is in a generated file.
func (f *finder) generatedAt(s rest.Span) bool {
	for _, p := range f.w.Pkgs {
		for _, file := range p.Files {
			if s.IsValid() && file.FileStart <= s.Pos && s.Pos <= file.FileEnd {
				return ast.IsGenerated(file)
			}
		}
	}
	return false
}
