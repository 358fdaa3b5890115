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
		values, escaped := p.values(v)
		switch {
		case escaped == nil:
			return e, nil
		case len(values) > 1 || v.Kind() != types.LocalVar:
			return nil, refuse("escaped", escaped.Pos(), "%s holds the user id as a URL spells it; keep the plain id in a variable of its own", id.Name)
		}
		p.home.fetch(escaped) // it does nothing but spell
		e = p.unescape(escaped)
	}
}

// values returns what a variable is given in the file, and the one of them that
// escapes something for a URL, if any does.
func (p *planner) values(v *types.Var) (all []ast.Expr, escaped ast.Expr) {
	f := p.home.file
	give := func(id *ast.Ident, val ast.Expr) {
		if f.Info.ObjectOf(id) != types.Object(v) {
			return
		}
		all = append(all, val)
		if call, ok := ast.Unparen(val).(*ast.CallExpr); ok {
			if fn := callee(f.Info, call); fn != nil && p.escapes(fn) {
				escaped = val
			}
		}
	}
	decl := f.declAt(v.Pos())
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

// escapes reports whether a function does nothing but spell its one argument as a
// part of a URL: one of net/url, or the program's own around it.
func (p *planner) escapes(fn *types.Func) bool { return p.escapesBy(fn, 0) }

func (p *planner) escapesBy(fn *types.Func, depth int) bool {
	if name := fn.FullName(); name == "net/url.QueryEscape" || name == "net/url.PathEscape" {
		return true
	}
	f, ok := p.draft.src.FileAt(fn.Pos())
	if !ok || f.Info == nil || depth > 3 {
		return false
	}
	decl, ok := f.declAt(fn.Pos()).(*ast.FuncDecl)
	if !ok || decl.Body == nil || len(decl.Body.List) != 1 || fn.Signature().Params().Len() != 1 {
		return false
	}
	ret, ok := decl.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	call, ok := ast.Unparen(ret.Results[0]).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	id, ok := ast.Unparen(call.Args[0]).(*ast.Ident)
	inner := callee(f.Info, call)
	return ok && inner != nil && f.Info.Uses[id] == types.Object(fn.Signature().Params().At(0)) && p.escapesBy(inner, depth+1)
}
