package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"github.com/m2me/m2me/internal/rest"
)

// expr evaluates an expression with one value.
func (e *eval) expr(x ast.Expr) *Value {
	v := e.exprs(x, 1)[0]
	if v == nil {
		return unknown("it could not be read")
	}
	return e.checked(v)
}

// exprs evaluates an expression with n values.
func (e *eval) exprs(x ast.Expr, n int) []*Value {
	out := make([]*Value, max(n, 1))
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		copy(out, e.call(x))
	case *ast.IndexExpr:
		out[0] = e.indexExpr(x)
	case *ast.TypeAssertExpr:
		out[0] = e.asserted(x)
	case *ast.UnaryExpr:
		out[0] = e.unary(x)
	default:
		out[0] = e.simple(x)
	}
	for i := range out {
		if out[i] == nil {
			out[i] = unknown("the second value of an expression")
		}
	}
	return out
}

// asserted evaluates x.(T): the same value, of another type.
func (e *eval) asserted(x *ast.TypeAssertExpr) *Value {
	v := e.expr(x.X)
	low := Lower(v)
	if x.Type == nil {
		return v
	}
	c := *low
	c.Type = e.info.TypeOf(x.Type)
	return e.w.lift(&c, c.Type)
}

func (e *eval) simple(x ast.Expr) *Value {
	switch x := x.(type) {
	case *ast.BasicLit:
		return literalText(x, e.info)
	case *ast.Ident:
		return e.ident(x)
	case *ast.SelectorExpr:
		return e.selector(x)
	case *ast.CompositeLit:
		return e.composite(x)
	case *ast.FuncLit:
		return &Value{Op: FuncVal, Fn: e.literal(x), Src: span(x), Type: e.info.TypeOf(x)}
	case *ast.StarExpr:
		return e.deref(x)
	case *ast.BinaryExpr:
		return e.binary(x)
	case *ast.IndexListExpr:
		return e.expr(x.X)
	case *ast.SliceExpr:
		return &Value{Op: Result, Text: "a slice", Args: []*Value{e.expr(x.X)}, Src: span(x), Type: e.info.TypeOf(x)}
	}
	return unknown("an expression of a kind that is not followed")
}

// literalText returns a literal with the exact range of its text, where the
// text stands in the source byte for byte.
func literalText(x *ast.BasicLit, info *types.Info) *Value {
	v := &Value{Op: Const, Text: x.Value, Src: span(x), Type: info.TypeOf(x)}
	if x.Kind != token.STRING {
		return v
	}
	text, err := strconv.Unquote(x.Value)
	if err != nil {
		return v
	}
	v.Text = text
	if len(text)+2 == len(x.Value) {
		v.Src, v.Form = rest.Span{Pos: x.Pos() + 1, End: x.End() - 1}, rest.PartLit
	}
	return v
}

func constText(v constant.Value) string {
	if v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return v.ExactString()
}

func (e *eval) ident(x *ast.Ident) *Value {
	obj := e.info.Uses[x]
	if obj == nil {
		obj = e.info.Defs[x]
	}
	switch obj := obj.(type) {
	case *types.Const:
		return &Value{Op: Const, Text: constText(obj.Val()), Src: span(x), Form: rest.PartName, Hole: x.Name, Type: obj.Type()}
	case *types.Nil:
		return &Value{Op: Nil}
	case *types.Func:
		return e.funcValue(obj, nil, x)
	case *types.Var:
		if v, ok := e.lookup(obj); ok {
			return v
		}
		return e.variable(obj)
	}
	return unknown(x.Name + " is not a value")
}

// variable returns a variable that no evaluation in progress holds.
func (e *eval) variable(obj *types.Var) *Value {
	v := &Value{Op: Global, Var: obj, Text: obj.Name(), Type: obj.Type()}
	if obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
		return unknown("variable " + obj.Name() + " is set somewhere else")
	}
	for at := e; at != nil; at = at.up {
		if at.up == nil {
			if got, ok := at.vars[obj]; ok {
				return got
			}
			lifted := e.w.lift(v, obj.Type())
			if lifted.Op == Obj {
				at.vars[obj] = lifted
			}
			return lifted
		}
	}
	return v
}

func (e *eval) funcValue(fn *types.Func, recv *Value, x ast.Expr) *Value {
	v := &Value{Op: FuncVal, Callee: fn, Text: FuncName(fn), Fn: e.w.body(fn.Origin()), Src: span(x), Type: fn.Type()}
	if v.Fn != nil {
		v.Fn.Valued = true
	}
	if recv != nil {
		v.Args = []*Value{recv}
	}
	return v
}

func (e *eval) deref(x *ast.StarExpr) *Value {
	return e.expr(x.X).pointed(false)
}

func (e *eval) unary(x *ast.UnaryExpr) *Value {
	v := e.expr(x.X)
	switch x.Op {
	case token.AND:
		if _, ok := types.Unalias(e.info.TypeOf(x.X)).(*types.TypeParam); ok {
			v = Lower(v) // it may be a text
		}
		return v.pointed(true)
	case token.NOT:
		if known, holds := truth(v); known {
			return NewConst(strconv.FormatBool(!holds))
		}
		return &Value{Op: Result, Text: "!", Args: []*Value{v}}
	case token.ARROW:
		t := e.info.TypeOf(x)
		if tuple, ok := t.(*types.Tuple); ok {
			t = tuple.At(0).Type()
		}
		if e.loop > 0 {
			e.receives(v, x)
		}
		return e.w.lift(&Value{Op: Elem, Text: "received", Args: []*Value{Lower(v)}, Type: t, Src: span(x)}, t)
	}
	return &Value{Op: Result, Text: x.Op.String(), Args: []*Value{v}, Src: span(x)}
}

func (e *eval) binary(x *ast.BinaryExpr) *Value {
	switch x.Op {
	case token.ADD:
		if isText(e.info.TypeOf(x)) {
			a, b := e.expr(x.X), e.expr(x.Y)
			return e.concat(piece(a, x.X, e, rest.PartOperand), piece(b, x.Y, e, rest.PartOperand))
		}
	case token.EQL, token.NEQ:
		if e.asksForContext(x) {
			return NewConst(strconv.FormatBool(x.Op == token.NEQ))
		}
		return e.compare(x.Op, e.expr(x.X), e.expr(x.Y))
	case token.LAND, token.LOR:
		return e.logic(x)
	}
	a, b := e.expr(x.X), e.expr(x.Y)
	return &Value{Op: Result, Text: x.Op.String(), Args: []*Value{a, b}, Src: span(x), Type: e.info.TypeOf(x)}
}

// asksForContext reports whether a comparison asks whether there is a context:
// there always is one.
func (e *eval) asksForContext(x *ast.BinaryExpr) bool {
	t, u := e.info.TypeOf(x.X), e.info.TypeOf(x.Y)
	return t != nil && u != nil && (isContext(t) && e.info.Types[x.Y].IsNil() || isContext(u) && e.info.Types[x.X].IsNil())
}

func (e *eval) concat(parts ...*Value) *Value {
	return &Value{Op: Concat, Args: parts, Type: types.Typ[types.String]}
}

// piece returns v as a piece of a text, written as x.
func piece(v *Value, x ast.Expr, e *eval, form rest.PartForm) *Value {
	x = ast.Unparen(x)
	switch v.Op {
	case Const:
		if _, lit := x.(*ast.BasicLit); lit {
			return v
		}
		if b, ok := x.(*ast.BinaryExpr); ok && b.Op == token.ADD {
			return v
		}
		return v.At(span(x), rest.PartName, types.ExprString(x))
	case Concat, Encoded:
		return v
	}
	return v.At(span(x), form, types.ExprString(x))
}

func (e *eval) indexExpr(x *ast.IndexExpr) *Value {
	if tv, ok := e.info.Types[x.Index]; ok && tv.IsType() {
		return e.expr(x.X) // an instantiated function
	}
	base, key := e.expr(x.X), e.expr(x.Index)
	t := e.info.TypeOf(x)
	if tuple, ok := t.(*types.Tuple); ok {
		t = tuple.At(0).Type()
	}
	return e.w.index(base, key, t)
}

// quiet evaluates x without keeping what it does.
func (e *eval) quiet(x ast.Expr) *Value {
	old := e.sum
	e.sum = &Summary{}
	v := e.expr(x)
	e.sum = old
	return v
}

// arg evaluates an expression that is handed on, keeping the place where it is
// written.
func (e *eval) arg(x ast.Expr) *Value {
	v := e.expr(x)
	switch v.Op {
	case Obj, FuncVal, Nil, Concat, Encoded:
		return v
	case Const:
		if _, lit := ast.Unparen(x).(*ast.BasicLit); lit {
			return v
		}
		return v.At(span(x), rest.PartName, types.ExprString(x))
	}
	return v.At(span(x), rest.PartArg, types.ExprString(x))
}
