package flow

import (
	"go/ast"
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
	before, equal, ended := e.snapshot(), e.equal, e.ended
	e.assume(val, true)
	e.choosing(s.Cond)
	e.branch(cond, func() { e.block(s.Body.List) })
	thenVars, thenEqual, thenDead, thenEnded := e.vars, e.equal, e.dead, e.ended
	e.vars, e.dead, e.equal, e.ended = before, false, equal, ended
	base := e.snapshot()
	e.assume(val, false)
	if s.Else != nil {
		e.branch(Cond{Val: val, Neg: true}, func() { e.statement(s.Else) })
	}
	elseEqual, elseDead := e.equal, e.dead
	e.equal = equal
	switch {
	case thenDead && elseDead:
		e.dead = true
	case thenDead:
		e.dead, e.equal = false, elseEqual
		if telling(val, 0) && !aboutError(s.Cond, e.info) {
			e.conds = append(e.conds, Cond{Val: val, Neg: true})
		}
	case elseDead:
		e.vars, e.dead, e.equal, e.ended = thenVars, false, thenEqual, thenEnded
	default:
		if s.Else == nil {
			e.vars = base
		}
		e.dead, e.equal, e.ended = false, common(thenEqual, elseEqual), thenEnded && e.ended
		e.merge(&cond, thenVars)
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
