package restcall

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/flow"
)

// signed reports whether one of the functions that serve a route, or of the
// functions put around it, checks the signature of a webhook.
func (f *finder) signed(fns []*flow.Func, around []*flow.Value) bool {
	for _, v := range around {
		fns = append(fns, f.functions(v, nil)...)
	}
	for _, fn := range fns {
		if f.verifies(fn, 3) {
			return true
		}
	}
	return sealed(f.together(fns, 3))
}

// together returns functions with those they call, and so on.
func (f *finder) together(fns []*flow.Func, depth int) []*flow.Func {
	var out []*flow.Func
	seen := map[*flow.Func]bool{}
	for ; depth >= 0 && len(fns) > 0; depth-- {
		var next []*flow.Func
		for _, fn := range fns {
			if seen[fn] {
				continue
			}
			seen[fn] = true
			out = append(out, fn)
			for _, e := range f.edges[fn] {
				next = append(next, e.To)
			}
		}
		fns = next
	}
	return out
}

// verifies reports whether fn, or a function it calls, checks a signature.
func (f *finder) verifies(fn *flow.Func, depth int) bool {
	if f.checks(fn) {
		return true
	}
	if depth == 0 {
		return false
	}
	for _, e := range f.edges[fn] {
		if e.To != fn && f.verifies(e.To, depth-1) {
			return true
		}
	}
	return false
}

// checks reports whether the body of fn calls a function that the table knows to
// check signatures. The literals in it count: they are what middleware returns.
func (f *finder) checks(fn *flow.Func) bool {
	if got, ok := f.verified[fn]; ok {
		return got
	}
	found := false
	if body := fn.Body(); body != nil {
		ast.Inspect(body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !found {
				found = f.verifier(fn.Pkg.Info, call)
			}
			return !found
		})
	}
	f.verified[fn] = found
	return found
}

func (f *finder) verifier(info *types.Info, call *ast.CallExpr) bool {
	callee := calleeOf(info, call)
	return callee != nil && f.table.WebhookVerifier(callee.FullName())
}
