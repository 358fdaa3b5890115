package fixes

import (
	"go/ast"
	"go/types"
	"slices"
)

// takesNil reports whether argument i of a call is a map that may be nil: the
// function that is called, as far as its source is at hand, only reads it.
func (p *planner) takesNil(f *File, call *ast.CallExpr, i, depth int) bool {
	sig, ok := f.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || depth > 4 || i >= sig.Params().Len() || sig.Variadic() && i >= sig.Params().Len()-1 {
		return false
	}
	if _, ok := sig.Params().At(i).Type().Underlying().(*types.Map); !ok {
		return false
	}
	fn := callee(f.Info, call)
	if fn == nil {
		return false
	}
	def, decl := p.declaration(fn)
	if decl == nil || decl.Body == nil {
		return false
	}
	param := paramAt(def, decl, i)
	if param == nil {
		return paramCount(decl) > i // without a name it is not used
	}
	for _, u := range p.home.memo.uses(def) {
		if u.obj == types.Object(param) && !p.readsMap(def, u.id, depth) {
			return false
		}
	}
	return true
}

// declaration finds the syntax of a function.
func (p *planner) declaration(fn *types.Func) (*File, *ast.FuncDecl) {
	f, ok := p.draft.src.FileAt(fn.Pos())
	if !ok || f.Info == nil {
		return nil, nil
	}
	for _, d := range f.Syntax.Decls {
		if decl, ok := d.(*ast.FuncDecl); ok && f.Info.Defs[decl.Name] == origin(fn) {
			return f, decl
		}
	}
	return nil, nil
}

// paramAt returns parameter i of a function, or nil if it has no name.
func paramAt(f *File, decl *ast.FuncDecl, i int) *types.Var {
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			if i == 0 {
				v, _ := f.Info.Defs[name].(*types.Var)
				return v
			}
			i--
		}
	}
	return nil
}

func paramCount(decl *ast.FuncDecl) int {
	n := 0
	for _, field := range decl.Type.Params.List {
		n += max(1, len(field.Names))
	}
	return n
}

// readsMap reports whether a use of a map does not need it to be there.
func (p *planner) readsMap(f *File, id *ast.Ident, depth int) bool {
	path := f.path(id.Pos(), id.End())
	if len(path) < 2 {
		return false
	}
	switch up := path[1].(type) {
	case *ast.SelectorExpr:
		return slices.Contains([]string{"Encode", "Get", "Has", "Del"}, up.Sel.Name)
	case *ast.RangeStmt:
		return up.X == ast.Expr(id)
	case *ast.BinaryExpr:
		return true // == nil
	case *ast.CallExpr:
		if tv := f.Info.Types[up.Fun]; tv.IsBuiltin() {
			return true
		}
		return p.takesNil(f, up, slices.Index(up.Args, ast.Expr(id)), depth+1)
	}
	return false
}
