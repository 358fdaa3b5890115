package fixes

import (
	"go/ast"
	"go/types"
)

// plain follows a variable that holds the user id as a URL spells it to the id
// itself: grants are stored under that. Where the plain id is gone, it refuses.
func (p *planner) plain(e ast.Expr) (ast.Expr, error) {
	for {
		id, ok := e.(*ast.Ident)
		if !ok {
			return e, nil
		}
		v, ok := p.home.file.Info.Uses[id].(*types.Var)
		if !ok {
			return e, nil
		}
		values, escaped := p.home.values(v)
		switch {
		case escaped == nil:
			return e, nil
		case len(values) > 1 || v.Kind() != types.LocalVar:
			return nil, refuse("escaped", escaped.Pos(), "%s holds the user id as a URL spells it; keep the plain id in a variable of its own", id.Name)
		}
		e = p.unescape(escaped)
	}
}

// values returns what a variable is given in the file, and the one of them that
// escapes something for a URL, if any does.
func (fd *fileDraft) values(v *types.Var) (all []ast.Expr, escaped ast.Expr) {
	give := func(id *ast.Ident, val ast.Expr) {
		if fd.file.Info.ObjectOf(id) != types.Object(v) {
			return
		}
		all = append(all, val)
		if call, ok := ast.Unparen(val).(*ast.CallExpr); ok {
			if fn := callee(fd.file.Info, call); fn != nil && escapes(fn) {
				escaped = val
			}
		}
	}
	decl := fd.file.declAt(v.Pos())
	if decl == nil {
		return nil, nil
	}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if id, ok := ast.Unparen(l).(*ast.Ident); ok && len(n.Rhs) == len(n.Lhs) {
					give(id, n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if len(n.Values) == len(n.Names) {
					give(id, n.Values[i])
				}
			}
		}
		return true
	})
	return all, escaped
}

// escapes reports whether a function spells text as a part of a URL.
func escapes(fn *types.Func) bool {
	return fn.FullName() == "net/url.QueryEscape" || fn.FullName() == "net/url.PathEscape"
}
