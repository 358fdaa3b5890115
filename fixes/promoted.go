package fixes

import (
	"go/ast"
	"go/types"
	"slices"
)

// clientText returns the *http.Client that e sends with, as it is written: e, a
// pointer to it, or the embedded field that its methods come from. It is empty
// if e is something else, such as an interface.
func (f *File) clientText(e ast.Expr) string {
	t, text := f.Info.TypeOf(e), f.source(e)
	for _, field := range f.promotedThrough(e) {
		if !field.Exported() && field.Pkg() != f.Pkg {
			return ""
		}
		t, text = field.Type(), text+"."+field.Name()
	}
	switch {
	case !isNamed(t, "net/http", "Client"):
		return ""
	case isStruct(t):
		return "&" + text
	}
	return text
}

// promotedThrough returns the embedded fields between e and the method that is
// called on it.
func (f *File) promotedThrough(e ast.Expr) []*types.Var {
	path := f.path(e.Pos(), e.End())
	i := slices.Index(path, ast.Node(e))
	if i < 0 || i+1 >= len(path) {
		return nil
	}
	sel, ok := path[i+1].(*ast.SelectorExpr)
	if !ok || f.Info.Selections[sel] == nil {
		return nil
	}
	var fields []*types.Var
	t := f.Info.TypeOf(e)
	index := f.Info.Selections[sel].Index()
	for _, n := range index[:len(index)-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		fields = append(fields, st.Field(n))
		t = st.Field(n).Type()
	}
	return fields
}
