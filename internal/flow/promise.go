package flow

import "go/ast"

// promise notes what holds whenever the function returns, if it ever does: a
// caller that goes on has it. A helper may panic where two ids differ.
func (e *eval) promise() {
	e.sum.Gate = e.gate()
	never, ends := len(e.rets) == 0, len(e.rets) > 0
	var always Equalities
	for i, r := range e.rets {
		ends = ends && r.ended
		if i == 0 {
			always = r.always
			continue
		}
		always = common(always, r.always)
	}
	if (never || ends || len(always) > 0) && e.straight() && !e.catches() {
		e.sum.Never, e.sum.Always, e.sum.Ends = never, always, ends
	}
}

// passedBy takes over what holds since a call returned, where the call names the
// function that was called.
func (e *eval) passedBy(f *Func, sum *Summary, s *subst, x *ast.CallExpr) {
	if len(sum.Always) == 0 && !sum.Ends || x == nil {
		return
	}
	if fn := e.callee(x); fn == nil || f.Obj == nil || fn.Origin() != f.Obj {
		return
	}
	e.equal = append(e.equal[:len(e.equal):len(e.equal)], s.equalities(sum.Always)...)
	e.ended = e.ended || sum.Ends
}

// straight reports whether the function jumps nowhere: it ends where its statements
// say.
func (e *eval) straight() bool {
	ok := true
	e.inBody(func(n ast.Node) {
		if b, is := n.(*ast.BranchStmt); is && b.Label != nil {
			ok = false
		}
	})
	return ok
}

// catches reports whether something that the function defers may catch a panic.
// Methods of other packages that are given nothing do not: mu.Unlock, span.End.
func (e *eval) catches() bool {
	found := false
	e.inBody(func(n ast.Node) {
		if d, is := n.(*ast.DeferStmt); is {
			fn := e.callee(d.Call)
			found = found || fn == nil || len(d.Call.Args) > 0 || fn.Signature().Recv() == nil || e.w.body(fn.Origin()) != nil
		}
	})
	return found
}

// inBody visits the syntax of the function.
func (e *eval) inBody(visit func(ast.Node)) {
	if body := e.fn.Body(); body != nil {
		ast.Inspect(body, func(n ast.Node) bool {
			if n != nil {
				visit(n)
			}
			return true
		})
	}
}

// maxTold bounds the equalities that are kept of one request.
const maxTold = 8

// told returns the last that was found equal of what may be ids.
func (e *eval) told() Equalities {
	var out Equalities
	for _, eq := range e.equal {
		if compared(bare(eq.a)) && compared(bare(eq.b)) {
			out = append(out, eq)
		}
	}
	return out[max(0, len(out)-maxTold):]
}

// equalities substitutes in pairs.
func (s *subst) equalities(list Equalities) Equalities {
	var out Equalities
	for _, eq := range list {
		a, b := bare(s.value(eq.a)), bare(s.value(eq.b))
		if a.Op != Const && b.Op != Const {
			out = append(out, equality{Lower(a), Lower(b)})
		}
	}
	return out
}
