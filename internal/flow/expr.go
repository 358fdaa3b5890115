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
	return v
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
		out[0] = e.expr(x.X)
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
	if recv != nil {
		v.Args = []*Value{recv}
	}
	return v
}

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
		return e.w.field(base, fv.Name(), fv.Origin(), fieldType(sel))
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

func (e *eval) deref(x *ast.StarExpr) *Value {
	return e.expr(x.X)
}

func (e *eval) unary(x *ast.UnaryExpr) *Value {
	v := e.expr(x.X)
	switch x.Op {
	case token.AND:
		return v
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
		return e.compare(x.Op, e.expr(x.X), e.expr(x.Y))
	case token.LAND, token.LOR:
		return e.logic(x)
	}
	a, b := e.expr(x.X), e.expr(x.Y)
	return &Value{Op: Result, Text: x.Op.String(), Args: []*Value{a, b}, Src: span(x), Type: e.info.TypeOf(x)}
}

func (e *eval) logic(x *ast.BinaryExpr) *Value {
	a := e.expr(x.X)
	if known, holds := truth(a); known {
		if holds == (x.Op == token.LAND) {
			return e.expr(x.Y)
		}
		return a
	}
	b := e.expr(x.Y)
	if known, holds := truth(b); known {
		if holds == (x.Op == token.LAND) {
			return a
		}
		return b
	}
	return &Value{Op: Result, Text: x.Op.String(), Args: []*Value{a, b}}
}

// compare returns a == b or a != b, decided where both are constant.
func (e *eval) compare(op token.Token, a, b *Value) *Value {
	v := &Value{Op: Result, Text: op.String(), Args: []*Value{a, b}}
	if got := foldResult(v, v.Args); got != nil {
		return got
	}
	return v
}

// foldResult decides an operator whose operands have become known.
func foldResult(v *Value, args []*Value) *Value {
	yes := func(b bool) *Value { return NewConst(strconv.FormatBool(b)) }
	switch v.Text {
	case "==", "!=":
		a, aok := args[0].ConstText()
		b, bok := args[1].ConstText()
		if aok && bok {
			return yes((a == b) == (v.Text == "=="))
		}
		if made(args[0]) && args[1].Op == Nil || args[0].Op == Nil && made(args[1]) {
			return yes(v.Text == "!=")
		}
		if args[0].Op == Nil && args[1].Op == Nil {
			return yes(v.Text == "==")
		}
	case "!":
		if known, holds := truth(args[0]); known {
			return yes(!holds)
		}
	case "&&", "||":
		for i, a := range args {
			if known, holds := truth(a); known {
				if holds == (v.Text == "||") {
					return yes(holds)
				}
				return args[1-i]
			}
		}
	case "connect.UserFrom":
		if v.Num == 1 && namesUser(args) {
			return yes(true)
		}
	}
	return nil
}

// namesUser reports whether a context among args surely names a user.
func namesUser(args []*Value) bool {
	for _, a := range args {
		for a != nil && a.Op == Result && a.Text == "context.WithValue" {
			a = a.Args[0]
		}
		if a != nil && a.Op == Result && a.Text == "connect.WithUser" {
			return true
		}
	}
	return false
}

// made reports whether v is surely not nil.
func made(v *Value) bool {
	return v != nil && (v.Op == Obj && v.Obj.Base == nil && v.Obj.Kind != "" || v.Op == FuncVal || v.Op == Secret)
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

func (e *eval) composite(x *ast.CompositeLit) *Value {
	t := e.info.TypeOf(x)
	if t == nil {
		return unknown("a literal without a type")
	}
	under := t.Underlying()
	if p, ok := under.(*types.Pointer); ok {
		under = p.Elem().Underlying()
	}
	obj := NewObject(typeName(t), t, span(x))
	switch u := under.(type) {
	case *types.Struct:
		e.structLit(x, u, obj.Obj)
	case *types.Map:
		for _, el := range x.Elts {
			kv, ok := el.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			obj.Obj.Put(Entry{Op: "set", Key: e.expr(kv.Key), Val: e.arg(kv.Value), Src: span(kv), Form: rest.ParamElement})
		}
	default:
		for _, el := range x.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			obj.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: e.arg(el), Src: span(el), Form: rest.ParamElement})
		}
	}
	return obj
}

func (e *eval) structLit(x *ast.CompositeLit, st *types.Struct, obj *Object) {
	for i, el := range x.Elts {
		var fv *types.Var
		val := el
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			id, ok := kv.Key.(*ast.Ident)
			if !ok {
				continue
			}
			fv, _ = e.info.Uses[id].(*types.Var)
			val = kv.Value
		} else if i < st.NumFields() {
			fv = st.Field(i)
		}
		if fv == nil {
			continue
		}
		v := e.arg(val)
		obj.Set(fv.Name(), v)
		remember(e.w.fields, fv.Origin(), v)
		e.registerField(obj.Kind, fv.Name(), v, val)
	}
}

// registerField notes a function put into a field that a framework calls.
func (e *eval) registerField(kind, name string, v *Value, at ast.Expr) {
	if k, ok := e.w.frame.fields[kind+"."+name]; ok {
		e.register(&Reg{Kind: k, Trigger: kind + "." + name, Fn: v, In: e.node, At: span(at)})
	}
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
