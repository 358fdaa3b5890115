package flow

import (
	"go/ast"
	"go/types"
)

func (e *eval) selector(x *ast.SelectorExpr) *Value {
	sel, ok := e.info.Selections[x]
	if !ok { // a qualified name
		v := e.ident(x.Sel)
		if v.Op == Const || v.Op == FuncVal {
			v = v.At(span(x), v.Form, types.ExprString(x))
		}
		return v
	}
	switch sel.Kind() {
	case types.FieldVal:
		fv := sel.Obj().(*types.Var)
		base := e.implicit(e.expr(x.X), sel)
		return e.w.read(base, fv.Name(), fv.Origin(), fieldType(sel))
	case types.MethodVal:
		fn := sel.Obj().(*types.Func)
		return e.funcValue(fn, e.implicit(e.expr(x.X), sel), x)
	case types.MethodExpr:
		v := e.funcValue(sel.Obj().(*types.Func), nil, x)
		v.Num = 1 // the receiver is the first argument
		return v
	}
	return unknown("a selection that is not followed")
}

func fieldType(sel *types.Selection) types.Type { return sel.Type() }

// implicit follows the embedded fields that a selection steps through.
func (e *eval) implicit(base *Value, sel *types.Selection) *Value {
	path := sel.Index()
	t := sel.Recv()
	for _, i := range path[:len(path)-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return base
		}
		fv := st.Field(i)
		base = e.w.field(base, fv.Name(), fv.Origin(), fv.Type())
		t = fv.Type()
	}
	return base
}
