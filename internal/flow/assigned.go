package flow

import (
	"go/ast"
	"go/token"
	"go/types"
)

// findAssigned notes the fields that statements of p assign, unless what is
// assigned to belongs to the function alone: that is followed where it happens. It
// notes the package variables that they assign, too.
func (w *World) findAssigned(p *Package) {
	for _, file := range p.Files {
		for _, d := range file.Decls {
			a := &assignments{w: w, info: p.Info, decl: d}
			a.within(d)
		}
	}
}

// assignments finds the assignments of one declaration.
type assignments struct {
	w     *World
	info  *types.Info
	decl  ast.Decl
	fresh map[*types.Var]bool // pointers to what the declaration makes, and nothing else; nil until somebody asks
}

// makes notes the local variables that point to what is made for them.
func (a *assignments) makes(n ast.Node) bool {
	s, ok := n.(*ast.AssignStmt)
	if !ok {
		return true
	}
	for i, l := range s.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok {
			continue
		}
		if v, ok := a.info.Defs[id].(*types.Var); ok && len(s.Lhs) == len(s.Rhs) {
			a.fresh[v] = isMade(s.Rhs[i])
		} else if v, ok := a.info.Uses[id].(*types.Var); ok {
			a.fresh[v] = false
		}
	}
	return true
}

// isMade reports whether an expression is &T{…} or new(T).
func isMade(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.UnaryExpr:
		_, ok := ast.Unparen(x.X).(*ast.CompositeLit)
		return ok && x.Op == token.AND
	case *ast.CallExpr:
		id, ok := x.Fun.(*ast.Ident)
		return ok && id.Name == "new"
	}
	return false
}

// within looks at one function, which literals inside of it are not part of.
func (a *assignments) within(fn ast.Node) {
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if n != fn {
				a.within(n)
				return false
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				a.global(l)
				sel, ok := ast.Unparen(l).(*ast.SelectorExpr)
				if !ok {
					continue
				}
				if !a.own(sel.X, fn) {
					a.note(sel)
				}
				if len(n.Lhs) == len(n.Rhs) {
					a.hold(sel.Sel, n.Rhs[i])
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				a.hold(id, n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op != token.AND {
				break
			}
			a.global(n.X)
			if sel, ok := ast.Unparen(n.X).(*ast.SelectorExpr); ok {
				a.note(sel)
			}
		}
		return true
	})
}

// global notes a package variable of the package that assigns it or takes its address;
// what other packages do to it is noted like a field.
func (a *assignments) global(x ast.Expr) {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if v, ok := a.info.Uses[id].(*types.Var); ok && isGlobal(v) {
			a.w.assigned[v] = true
		}
	}
}

// own reports whether x is a struct in a variable of fn, or one that fn made and
// that such a variable points to.
func (a *assignments) own(x ast.Expr, fn ast.Node) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := a.info.Uses[id].(*types.Var)
	if !ok || v.Pos() < fn.Pos() || v.Pos() >= fn.End() {
		return false
	}
	_, value := v.Type().Underlying().(*types.Struct)
	if value {
		return true
	}
	if a.fresh == nil {
		a.fresh = map[*types.Var]bool{}
		ast.Inspect(a.decl, a.makes)
	}
	return a.fresh[v]
}

func (a *assignments) note(sel *ast.SelectorExpr) {
	if v, ok := a.info.Uses[sel.Sel].(*types.Var); ok {
		a.w.assigned[v.Origin()] = true
	}
}

// hold notes a function that a field is given by name.
func (a *assignments) hold(field *ast.Ident, val ast.Expr) {
	v, _ := a.info.Uses[field].(*types.Var)
	if fn := namedFunc(a.info, val); fn != nil && v != nil {
		a.w.holds[v.Origin()] = append(a.w.holds[v.Origin()], fn)
	}
}
