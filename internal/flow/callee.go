package flow

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// callee returns the function or method that a call names, or nil.
func (e *eval) callee(c *ast.CallExpr) *types.Func { return calledFunc(e.info, c) }

func calledFunc(info *types.Info, c *ast.CallExpr) *types.Func {
	fun := ast.Unparen(c.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	var id *ast.Ident
	switch x := fun.(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	fn, _ := info.Uses[id].(*types.Func)
	return fn
}

// receiver returns the receiver of a method call; method reports a method
// expression, whose receiver is the first argument.
func (e *eval) receiver(x *ast.CallExpr) (recv *Value, method bool) {
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, false
	}
	s, ok := e.info.Selections[sel]
	if !ok {
		return nil, false
	}
	if s.Kind() == types.MethodExpr {
		return nil, len(x.Args) > 0
	}
	return e.implicit(e.expr(sel.X), s), false
}

// conversion evaluates T(x).
func (e *eval) conversion(x *ast.CallExpr, t types.Type) *Value {
	v := e.expr(x.Args[0])
	if v.Op == FuncVal || v.Op == Obj || v.Op == Const || v.Op == Concat || v.Op == Encoded {
		return v
	}
	c := *v
	c.Type = t
	return &c
}

// arguments evaluates the arguments of a call.
func (e *eval) arguments(x *ast.CallExpr, fn *types.Func) []*Value {
	if len(x.Args) == 1 {
		if inner, ok := ast.Unparen(x.Args[0]).(*ast.CallExpr); ok {
			if tuple, ok := e.info.TypeOf(inner).(*types.Tuple); ok && tuple.Len() > 1 {
				return e.exprs(inner, tuple.Len())
			}
		}
	}
	var args []*Value
	for _, a := range x.Args {
		args = append(args, e.arg(a))
	}
	return args
}

// packed gathers variadic arguments into a slice.
func (e *eval) packed(args []*Value, sig *types.Signature, x *ast.CallExpr) []*Value {
	if !sig.Variadic() || x == nil || x.Ellipsis.IsValid() {
		return args
	}
	n := sig.Params().Len() - 1
	if len(args) < n {
		return args
	}
	slice := NewObject("slice", sig.Params().At(n).Type(), span(x))
	for i, a := range args[n:] {
		if a.Op == FuncVal && len(x.Args) == len(args) { // which knows where its text stands
			a = a.At(span(x.Args[n+i]), a.Form, a.Hole)
		}
		slice.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: a, Src: a.Src, Form: rest.ParamElement})
	}
	return append(append([]*Value(nil), args[:n]...), slice)
}
