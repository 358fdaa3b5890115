package flow

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (e *eval) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		e.statement(s.Init)
	}
	val := e.expr(s.Cond)
	if known, holds := truth(val); known {
		if holds {
			e.block(s.Body.List)
		} else if s.Else != nil {
			e.statement(s.Else)
		}
		return
	}
	cond := Cond{Val: val}
	before, eqs := e.snapshot(), len(e.equal)
	e.assume(s.Cond, true)
	e.branch(cond, func() { e.block(s.Body.List) })
	thenVars, thenDead := e.vars, e.dead
	e.vars, e.dead, e.equal = before, false, e.equal[:eqs]
	base := e.snapshot()
	e.assume(s.Cond, false)
	elseEqs := append([]equality(nil), e.equal[eqs:]...)
	if s.Else != nil {
		e.branch(Cond{Val: val, Neg: true}, func() { e.statement(s.Else) })
	}
	elseDead := e.dead
	e.equal = e.equal[:eqs]
	switch {
	case thenDead && elseDead:
		e.dead = true
	case thenDead:
		e.dead = false
		e.equal = append(e.equal, elseEqs...)
		if telling(val, 0) && !aboutError(s.Cond, e.info) {
			e.conds = append(e.conds, Cond{Val: val, Neg: true})
		}
	case elseDead:
		e.vars, e.dead = thenVars, false
		e.assume(s.Cond, true)
	default:
		if s.Else == nil {
			e.vars = base
		}
		e.dead = false
		e.merge(&cond, thenVars, e.vars)
	}
}

// aboutError reports whether a condition only asks for an error.
func aboutError(x ast.Expr, info *types.Info) bool {
	b, ok := ast.Unparen(x).(*ast.BinaryExpr)
	return ok && (isError(info.TypeOf(b.X)) || isError(info.TypeOf(b.Y)))
}

func (e *eval) branch(c Cond, body func()) {
	e.conds = append(e.conds, c)
	n := len(e.conds)
	body()
	e.conds = e.conds[:n-1]
}

// assume notes what a condition says about equality: after
// "if id != sess.UserID { return }" the id is the session's.
func (e *eval) assume(cond ast.Expr, holds bool) {
	switch c := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			e.assume(c.X, !holds)
		}
	case *ast.BinaryExpr:
		switch {
		case c.Op == token.LAND && holds, c.Op == token.LOR && !holds:
			e.assume(c.X, holds)
			e.assume(c.Y, holds)
		case c.Op == token.EQL && holds, c.Op == token.NEQ && !holds:
			e.equated(c.X, c.Y)
		}
	case *ast.CallExpr:
		if fn := e.callee(c); fn != nil && holds && len(c.Args) == 2 {
			switch FuncName(fn) {
			case "strings.EqualFold", "bytes.Equal", "slices.Equal":
				e.equated(c.Args[0], c.Args[1])
			}
		}
		if sub := e.comparison(c, holds); sub != nil {
			e.equated(sub[0], sub[1])
		}
	}
}

// comparison recognises subtle.ConstantTimeCompare(a, b) == 1 in its call form
// and x.Equal(y).
func (e *eval) comparison(c *ast.CallExpr, holds bool) []ast.Expr {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || !holds || sel.Sel.Name != "Equal" || len(c.Args) != 1 {
		return nil
	}
	return []ast.Expr{sel.X, c.Args[0]}
}

// equated notes that x and y are equal from here on.
func (e *eval) equated(x, y ast.Expr) {
	a, b := e.quiet(x), e.quiet(y)
	if a == nil || b == nil || a.isZero() || b.isZero() || a.Op == Const || b.Op == Const {
		return
	}
	e.equal = append(e.equal, equality{Lower(a), Lower(b)})
	e.rebind(x, a, b)
	e.rebind(y, b, a)
}

// rebind lets the place x hold "a, found equal to b".
func (e *eval) rebind(x ast.Expr, a, b *Value) {
	checked := &Value{Op: Result, Text: checkedEqual, Args: []*Value{a, b}, Type: a.Type}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if obj := e.info.Uses[x]; obj != nil {
			if _, ok := e.vars[obj]; ok {
				e.vars[obj] = checked
			}
		}
	case *ast.SelectorExpr:
		if sel, ok := e.info.Selections[x]; ok && sel.Kind() == types.FieldVal {
			if base := e.quiet(x.X); base != nil && base.Op == Obj && base.Obj.Base == nil {
				base.Obj.Set(x.Sel.Name, checked)
			}
		}
	}
}

// checkedEqual marks a value that was compared with another and found equal.
const checkedEqual = "found equal"

// CheckedEqual returns the two sides of a value that was found equal to another.
func CheckedEqual(v *Value) (a, b *Value, ok bool) {
	if v != nil && v.Op == Result && v.Text == checkedEqual && len(v.Args) == 2 {
		return v.Args[0], v.Args[1], true
	}
	return nil, nil, false
}
