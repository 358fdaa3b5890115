package fixes

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// builtClient finds the expression of the *http.Client that a client library
// was given, where the recogniser does not say: the library's value is set at
// one place in the package, by a call that has one *http.Client among its
// arguments.
func (p *planner) builtClient() rest.Span {
	fd, call := p.lastOwn()
	if call == nil {
		return rest.Span{}
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return rest.Span{}
	}
	holder := variable(fd.file.Info, sel.X)
	if holder == nil {
		return rest.Span{}
	}
	var values, clients []ast.Expr
	for _, f := range p.draft.src.Package(fd.file) {
		if f.Info == nil || f.Test {
			continue
		}
		for _, v := range valuesOf(f, holder) {
			values = append(values, v)
			clients = append(clients, clientArgs(f, v)...)
		}
	}
	if len(values) != 1 || len(clients) != 1 {
		return rest.Span{}
	}
	return rest.Span{Pos: clients[0].Pos(), End: clients[0].End()}
}

// lastOwn returns the last call on the way to the wire that stands in a file
// which may be edited.
func (p *planner) lastOwn() (*fileDraft, *ast.CallExpr) {
	frames := p.call.Frames
	for i := len(frames) - 1; i >= 0; i-- {
		f, ok := p.draft.src.FileAt(frames[i].Call.Pos)
		if !frames[i].Call.IsValid() || !ok || f.editable() != nil || f.Info == nil {
			continue
		}
		call, _ := f.exprAt(frames[i].Call.Pos, frames[i].Call.End).(*ast.CallExpr)
		return p.draft.of(f), call
	}
	return nil, nil
}

// variable returns the variable or field that an expression names, or nil.
func variable(info *types.Info, e ast.Expr) *types.Var {
	var id *ast.Ident
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	v, _ := info.ObjectOf(id).(*types.Var)
	return v
}

// valuesOf returns what a file sets a variable or field to.
func valuesOf(f *File, v *types.Var) []ast.Expr {
	var out []ast.Expr
	is := func(e ast.Expr) bool { w := variable(f.Info, e); return w != nil && w.Origin() == v.Origin() }
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if is(l) {
					out = append(out, n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if is(id) && i < len(n.Values) {
					out = append(out, n.Values[i])
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && is(id) {
				out = append(out, n.Value)
			}
		}
		return true
	})
	return out
}

// clientArgs returns the arguments of type *http.Client in an expression.
func clientArgs(f *File, e ast.Expr) []ast.Expr {
	var out []ast.Expr
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		for _, arg := range call.Args {
			if t := f.Info.TypeOf(arg); isNamed(t, "net/http", "Client") && !isStruct(t) {
				out = append(out, arg)
			}
		}
		return true
	})
	return out
}
