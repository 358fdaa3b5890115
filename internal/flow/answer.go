package flow

import (
	"go/ast"
	"go/types"
	"strings"
)

// answered notes for a return statement which equalities its answer implies:
// true of a function that tells whether, nil of one that returns an error.
func (e *eval) answered(s *ast.ReturnStmt, r *ret) {
	res := e.fn.Sig.Results()
	n := res.Len()
	if n == 0 || len(r.vals) != n || !isBool(res.At(n-1).Type()) && !isError(res.At(n-1).Type()) {
		return
	}
	last := r.vals[n-1]
	if isBool(res.At(n - 1).Type()) {
		if known, yes := truth(last); known && !yes {
			r.refuses = true
			return
		}
		equal := e.equal
		e.assume(last, true)
		r.equal, e.equal = e.equal, equal
		return
	}
	if r.refuses = len(s.Results) == n && e.surelyError(s.Results[n-1]); !r.refuses {
		r.equal = append(e.equal[:len(e.equal):len(e.equal)], e.checks[last]...)
	}
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// surelyError reports whether an expression is an error that is not nil. What
// only may be one counts as nil: a helper that writes the answer of a 403 and
// returns what writing gave lets its caller go on.
func (e *eval) surelyError(x ast.Expr) bool {
	x = ast.Unparen(x)
	switch x := x.(type) {
	case *ast.Ident:
		v, ok := e.info.Uses[x].(*types.Var)
		return ok && (isGlobal(v) || e.inFailure(v))
	case *ast.SelectorExpr:
		v, ok := e.info.Uses[x.Sel].(*types.Var)
		return ok && isGlobal(v)
	case *ast.UnaryExpr, *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		return e.makesError(x)
	}
	return false
}

func isGlobal(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// makesError reports whether a call makes an error, by what it is called. What
// wraps an error makes none out of nil.
func (e *eval) makesError(x *ast.CallExpr) bool {
	fn := e.callee(x)
	if fn == nil {
		return false
	}
	switch FuncName(fn) {
	case "fmt.Errorf", "errors.New":
		return true
	}
	name := strings.ToLower(fn.Name())
	if strings.HasPrefix(name, "wrap") || strings.HasPrefix(name, "with") {
		for _, a := range x.Args {
			if isError(e.info.TypeOf(a)) && e.surelyError(a) {
				return true
			}
		}
		return false
	}
	return fn.Signature().Recv() == nil && e.w.body(fn.Origin()) == nil && strings.Contains(name, "err") && len(x.Args) > 0
}

// inFailure reports whether the code being evaluated runs because v is not nil.
func (e *eval) inFailure(v *types.Var) bool {
	held, ok := e.lookup(v)
	if !ok {
		return false
	}
	for _, c := range e.conds {
		for _, part := range conjuncts(c.Val, c.Neg, 0) {
			if part.Val.Op != Result || len(part.Val.Args) != 2 || part.Val.Args[1] == nil || part.Val.Args[1].Op != Nil {
				continue
			}
			if (part.Val.Text == "!=") != part.Neg && part.Val.Args[0] == held {
				return true
			}
		}
	}
	return false
}

// conjuncts returns the conditions that all hold where a condition does.
func conjuncts(v *Value, neg bool, depth int) []Cond {
	if v == nil || depth > 6 {
		return nil
	}
	if v.Op == Result && len(v.Args) == 2 && (v.Text == "&&" && !neg || v.Text == "||" && neg) {
		return append(conjuncts(v.Args[0], neg, depth+1), conjuncts(v.Args[1], neg, depth+1)...)
	}
	if v.Op == Result && v.Text == "!" {
		return conjuncts(v.Args[0], !neg, depth+1)
	}
	return []Cond{{Val: v, Neg: neg}}
}

// implied returns the equalities that hold whenever a function answers yes.
func implied(rets []ret) Equalities {
	var out Equalities
	first := true
	for _, r := range rets {
		switch {
		case r.refuses:
			continue
		case first:
			out, first = r.equal, false
		default:
			out = common(out, r.equal)
		}
	}
	return out
}

// vouched lets the last result of a call speak for what the callee found equal:
// the caller may ask it.
func (e *eval) vouched(sum *Summary, s *subst, out []*Value) {
	if len(sum.Equal) == 0 || len(out) == 0 {
		return
	}
	last := *out[len(out)-1]
	if last.Op == Nil || last.Op == Const { // which would answer a caller's question at once
		last = Value{Op: Result, Text: "an answer", Type: last.Type, Src: last.Src}
	}
	out[len(out)-1] = &last
	for _, eq := range sum.Equal {
		a, b := bare(s.value(eq.a)), bare(s.value(eq.b))
		if a.Op != Const && b.Op != Const {
			e.checks[&last] = append(e.checks[&last], equality{Lower(a), Lower(b)})
		}
	}
}
