package flow

import (
	"go/ast"
	"go/token"
)

// choosing lets the variable of a loop stand for the rows of the table that a
// condition picks: "if row.Name == name { … }".
func (e *eval) choosing(cond ast.Expr) {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok:
	case b.Op == token.LAND:
		e.choosing(b.X)
		e.choosing(b.Y)
	case b.Op == token.EQL:
		_ = e.chosen(b.X, b.Y) || e.chosen(b.Y, b.X)
	}
}

// chosen does so for one comparison of a field of the row with a value.
func (e *eval) chosen(field, with ast.Expr) bool {
	x, ok := ast.Unparen(field).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(x.X).(*ast.Ident)
	if !ok {
		return false
	}
	obj := e.info.Uses[id]
	row := e.vars[obj]
	if row == nil || row.Op != Obj || row.Obj.touched() || row.Obj.Base == nil {
		return false
	}
	if base := row.Obj.Base; base.Op != Elem || base.Text != "" || len(base.Args) != 1 {
		return false
	}
	elem := *row.Obj.Base
	elem.Args = []*Value{elem.Args[0], NewConst(x.Sel.Name), bare(e.quiet(with))}
	e.vars[obj] = e.w.lift(&elem, row.Type)
	return true
}
