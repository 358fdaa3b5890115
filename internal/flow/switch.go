package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
)

func (e *eval) switchStmt(s *ast.SwitchStmt) {
	if s.Init != nil {
		e.statement(s.Init)
	}
	var tag *Value
	if s.Tag != nil {
		tag = e.expr(s.Tag)
	}
	var conds [][]*Value // of each clause, any of which leads into it
	e.cases(s.Body.List, func(c ast.Stmt) (Cond, bool) {
		clause := c.(*ast.CaseClause)
		var vals []*Value
		for _, x := range clause.List {
			v := e.expr(x)
			if s.Tag != nil {
				v = e.compare(token.EQL, tag, v)
			}
			vals = append(vals, v)
		}
		conds = append(conds, vals)
		if len(vals) != 1 {
			return Cond{Val: unknown("one of several cases")}, true
		}
		e.assume(vals[0], true)
		known, holds := truth(vals[0])
		return Cond{Val: vals[0]}, !known || holds
	}, func(c ast.Stmt) []ast.Stmt { return c.(*ast.CaseClause).Body })
	if !e.dead {
		e.ruledOut(s.Body.List, conds)
	}
}

// ruledOut notes what the clauses that leave the function say about the rest of
// it: "case id != sess.UserID: return". The clauses are tried in their order, so
// one that goes on hides the conditions of those behind it. If all but one
// leave, that one was taken.
func (e *eval) ruledOut(list []ast.Stmt, conds [][]*Value) {
	var on []int // clauses that go on
	hasDefault := false
	for i, c := range list {
		clause := c.(*ast.CaseClause)
		hasDefault = hasDefault || clause.List == nil
		if n := len(clause.Body); n == 0 || !leaves(clause.Body[n-1]) || jumps(clause) {
			on = append(on, i)
			continue
		}
		if len(on) > 0 {
			continue
		}
		for _, v := range conds[i] {
			e.assume(v, false)
		}
	}
	if hasDefault && len(on) == 1 && len(conds[on[0]]) == 1 && !jumps(list[on[0]]) {
		e.assume(conds[on[0]][0], true)
	}
}

// leaves reports whether a statement leaves the function.
func leaves(s ast.Stmt) bool {
	_, ok := s.(*ast.ReturnStmt)
	return ok
}

// jumps reports whether a clause may be reached or left by other ways than its
// condition and its end.
func jumps(c ast.Stmt) bool {
	found := false
	ast.Inspect(c, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok != token.CONTINUE {
			found = true
		}
		return !found
	})
	return found
}

func (e *eval) typeSwitch(s *ast.TypeSwitchStmt) {
	if s.Init != nil {
		e.statement(s.Init)
	}
	var subject *Value
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		subject = e.expr(a.Rhs[0].(*ast.TypeAssertExpr).X)
	case *ast.ExprStmt:
		subject = e.expr(a.X.(*ast.TypeAssertExpr).X)
	}
	e.cases(s.Body.List, func(c ast.Stmt) (Cond, bool) {
		if obj := e.info.Implicits[c]; obj != nil {
			e.vars[obj] = subject
		}
		return Cond{Val: unknown("the type of a value")}, true
	}, func(c ast.Stmt) []ast.Stmt { return c.(*ast.CaseClause).Body })
}

func (e *eval) selectStmt(s *ast.SelectStmt) {
	e.cases(s.Body.List, func(c ast.Stmt) (Cond, bool) {
		return Cond{Val: unknown("whichever comes first")}, true
	}, func(c ast.Stmt) []ast.Stmt {
		clause := c.(*ast.CommClause)
		node := e.node
		defer func() { e.node = node }()
		if clause.Comm == nil {
			return clause.Body
		}
		if x := received(clause.Comm); x != nil {
			if e.loop > 0 {
				e.receives(e.quiet(x), clause)
			}
			if kind, why, ok := e.channel(e.quiet(x), e.info.TypeOf(x)); ok {
				part := e.part(clause, kind, why)
				part.Queue = []*Value{e.quiet(x)}
				e.enter(part)
				e.statement(clause.Comm)
				e.block(clause.Body)
				return nil
			}
		}
		e.statement(clause.Comm)
		return clause.Body
	})
}

// received returns the channel that a communication receives from.
func received(s ast.Stmt) ast.Expr {
	var x ast.Expr
	switch s := s.(type) {
	case *ast.ExprStmt:
		x = s.X
	case *ast.AssignStmt:
		x = s.Rhs[0]
	}
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return u.X
	}
	return nil
}

// cases evaluates the clauses of a switch or select, each on its own.
func (e *eval) cases(list []ast.Stmt, head func(ast.Stmt) (Cond, bool), body func(ast.Stmt) []ast.Stmt) {
	before := e.snapshot()
	var ends []map[types.Object]*Value
	hasDefault, allDead := false, true
	for _, c := range list {
		e.vars = maps.Clone(before)
		equal, ended := e.equal, e.ended
		cond, possible := head(c)
		if isDefault(c) {
			hasDefault = true
		}
		if possible {
			e.branch(cond, func() { e.block(body(c)) })
			if !e.dead || e.broke {
				ends, allDead = append(ends, e.vars), false
			}
		}
		e.dead, e.broke, e.equal, e.ended = false, false, equal, ended
	}
	e.vars = before
	if !hasDefault {
		ends, allDead = append(ends, before), false
	}
	for i, vars := range ends {
		if i == 0 {
			e.vars = maps.Clone(vars)
			continue
		}
		e.merge(nil, vars)
	}
	e.dead = allDead && len(list) > 0
}

func isDefault(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.CaseClause:
		return s.List == nil
	case *ast.CommClause:
		return s.Comm == nil
	}
	return false
}
