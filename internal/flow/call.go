package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// A Call is one call as a model sees it.
type Call struct {
	Expr *ast.CallExpr
	Fn   *types.Func
	Name string
	Recv *Value
	Args []*Value
	e    *eval
}

// Arg returns argument i, or nil.
func (c *Call) Arg(i int) *Value {
	if i < 0 || i >= len(c.Args) {
		return nil
	}
	return c.Args[i]
}

// ArgExpr returns the syntax of argument i, or nil.
func (c *Call) ArgExpr(i int) ast.Expr {
	if c.Expr == nil || i < 0 || i >= len(c.Expr.Args) {
		return nil
	}
	return c.Expr.Args[i]
}

// Span returns the range of the call.
func (c *Call) Span() rest.Span {
	if c.Expr == nil {
		return rest.Span{}
	}
	return span(c.Expr)
}

// Stmt returns the range of the statement that the call stands in.
func (c *Call) Stmt() rest.Span { return span(c.e.stmt) }

// Guard returns the condition under which the call happens, or nil.
func (c *Call) Guard() *Cond { return c.e.guard() }

// Field returns field name of v.
func (c *Call) Field(v *Value, name string) *Value {
	fv, t := fieldOf(v, name)
	return c.e.w.field(v, name, fv, t)
}

// fieldOf finds a field by name in the type of a value.
func fieldOf(v *Value, name string) (*types.Var, types.Type) {
	if v == nil {
		return nil, nil
	}
	t := v.Type
	if t == nil && v.Op == Obj {
		t = v.Obj.Type
	}
	if t == nil {
		return nil, nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fv, _ := obj.(*types.Var)
	if fv == nil {
		return nil, nil
	}
	return fv, fv.Type()
}

// Freeze returns a copy of v whose state no longer changes.
func (c *Call) Freeze(v *Value) *Value { return c.e.w.freeze(v) }

// Fill lets the object that to stands for hold what v holds.
func (c *Call) Fill(to, v *Value) { c.e.Fill(to, v) }

// Type returns the type of result i.
func (c *Call) Type(i int) types.Type {
	if c.Fn == nil {
		return nil
	}
	res := c.Fn.Signature().Results()
	if i >= res.Len() {
		return nil
	}
	return res.At(i).Type()
}

// Opaque returns result i as something that nothing is known about but the call.
func (c *Call) Opaque(i int) *Value {
	t := c.Type(i)
	return c.e.w.lift(&Value{Op: Result, Text: c.Name, Num: i, Args: append([]*Value{Lower(c.Recv)}, lowered(c.Args)...), Type: t, Src: c.Span()}, t)
}

func lowered(vs []*Value) []*Value {
	out := make([]*Value, len(vs))
	for i, v := range vs {
		out[i] = Lower(v)
	}
	return out
}

// Derived returns a value cut from or computed out of args.
func (c *Call) Derived(args ...*Value) *Value {
	return &Value{Op: Result, Text: c.Name, Args: args, Type: c.Type(0), Src: c.Span()}
}

// Source returns the source text of an expression.
func (c *Call) Source(x ast.Expr) string { return types.ExprString(x) }

// Piece returns v as a piece of text written as x.
func (c *Call) Piece(v *Value, x ast.Expr, form rest.PartForm) *Value { return piece(v, x, c.e, form) }

// PutContext notes that code puts v into a context under key.
func (c *Call) PutContext(key string, v *Value) { remember(c.e.w.ctx, key, v) }

// Apply calls a function value that was handed to the library.
func (c *Call) Apply(fn *Value, args ...*Value) []*Value { return c.e.apply(fn, args, c.Expr) }

// callee returns the function or method that a call names, or nil.
func (e *eval) callee(c *ast.CallExpr) *types.Func {
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
	fn, _ := e.info.Uses[id].(*types.Func)
	return fn
}

// call evaluates a call and returns its results.
func (e *eval) call(x *ast.CallExpr) []*Value {
	if tv, ok := e.info.Types[x.Fun]; ok && tv.IsType() {
		if len(x.Args) == 1 {
			return []*Value{e.conversion(x, tv.Type)}
		}
		return []*Value{unknown("a conversion")}
	}
	if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok {
		if _, ok := e.info.Uses[id].(*types.Builtin); ok {
			return e.builtin(id.Name, x)
		}
	}
	fn := e.callee(x)
	if fn == nil {
		f := e.expr(x.Fun)
		return e.apply(f, e.arguments(x, nil), x)
	}
	recv, method := e.receiver(x)
	args := e.arguments(x, fn)
	if method {
		recv, args = args[0], args[1:]
	}
	return e.invokeNamed(fn, recv, args, x)
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

// invokeNamed calls a function or method that is known by name.
func (e *eval) invokeNamed(fn *types.Func, recv *Value, args []*Value, x *ast.CallExpr) []*Value {
	fn = fn.Origin()
	c := &Call{Expr: x, Fn: fn, Name: e.w.modelName(fn), Recv: recv, Args: args, e: e}
	if out, ok := e.trigger(c); ok {
		return out
	}
	if m := e.w.cfg.Models[c.Name]; m != nil {
		if out := m(c); out != nil {
			return e.padded(out, c)
		}
	}
	if f := e.w.body(fn); f != nil {
		return e.invoke(f, nil, recv, e.packed(args, fn.Signature(), x), x)
	}
	if iface := interfaceOf(fn); iface != nil {
		if out := e.dispatch(c, iface); out != nil {
			return out
		}
	}
	if pure := e.w.cfg.Pure[c.Name]; pure != nil {
		if out := pure(append([]*Value{recv}, args...)); out != nil {
			return []*Value{out}
		}
	}
	if res := fn.Signature().Results(); res.Len() > 0 && e.w.frame.types[typeName(res.At(0).Type())] {
		return e.padded([]*Value{NewObject(typeName(res.At(0).Type()), res.At(0).Type(), span(x))}, c)
	}
	return e.opaque(c)
}

// modelName is FuncName, with the Connect client's own import path left out.
func (w *World) modelName(fn *types.Func) string {
	name := FuncName(fn)
	if w.cfg.Connect != "" && fn.Pkg() != nil && fn.Pkg().Path() == w.cfg.Connect {
		return "connect" + name[len(w.cfg.Connect):]
	}
	return name
}

func (e *eval) padded(out []*Value, c *Call) []*Value {
	n := c.Fn.Signature().Results().Len()
	for i := len(out); i < n; i++ {
		out = append(out, &Value{Op: Result, Text: c.Name, Num: i, Type: c.Type(i), Src: c.Span()})
	}
	return out
}

// opaque calls a function whose body is not at hand. Functions handed to it are
// taken to be called.
func (e *eval) opaque(c *Call) []*Value {
	for _, a := range c.Args {
		e.escape(a, c.Expr)
	}
	e.outParams(c)
	n := c.Fn.Signature().Results().Len()
	out := make([]*Value, n)
	for i := range out {
		out[i] = c.Opaque(i)
	}
	if n == 0 {
		return []*Value{unknown(c.Name + " returns nothing")}
	}
	return out
}

// escape follows a function that is handed to code that is not at hand: it is
// taken to be called from here, unless it is shaped like a handler.
func (e *eval) escape(v *Value, x *ast.CallExpr) {
	if v == nil || v.Op != FuncVal || v.Fn == nil {
		return
	}
	if _, ok := e.w.frame.shape(v.Type); ok {
		return
	}
	var recv *Value
	if len(v.Args) > 0 {
		recv = v.Args[0]
	}
	e.invoke(v.Fn, v.Bind, recv, nil, x)
}

func interfaceOf(fn *types.Func) *types.Interface {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	iface, _ := recv.Type().Underlying().(*types.Interface)
	return iface
}

// dispatch calls an interface method: that of the value at hand, or else of
// every type of the world that implements the interface.
func (e *eval) dispatch(c *Call, iface *types.Interface) []*Value {
	if fn := concreteMethod(c.Recv, c.Fn); fn != nil {
		return e.invokeNamed(fn, c.Recv, c.Args, c.Expr)
	}
	if v := c.Recv; v != nil && (v.Op == If || v.Op == Join) {
		var outs [][]*Value
		for _, alt := range v.Args {
			d := *c
			d.Recv = alt
			if got := e.dispatch(&d, iface); got != nil {
				outs = append(outs, got)
			}
		}
		return joined(outs)
	}
	var outs [][]*Value
	for _, fn := range e.w.implementers(iface, c.Fn.Name()) {
		if f := e.w.body(fn); f != nil && len(outs) < 8 {
			outs = append(outs, e.invoke(f, nil, c.Recv, e.packed(c.Args, fn.Signature(), c.Expr), c.Expr))
		}
	}
	return joined(outs)
}

func joined(outs [][]*Value) []*Value {
	if len(outs) == 0 {
		return nil
	}
	res := outs[0]
	for _, o := range outs[1:] {
		for i := range res {
			if i < len(o) {
				res[i] = join(res[i], o[i])
			}
		}
	}
	return res
}

// concreteMethod returns the method of the concrete type that v is known to
// have.
func concreteMethod(v *Value, fn *types.Func) *types.Func {
	if v == nil || v.Op != Obj || v.Obj.Type == nil || types.IsInterface(v.Obj.Type) {
		return nil
	}
	t := v.Obj.Type
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, fn.Pkg(), fn.Name())
	m, _ := obj.(*types.Func)
	if m == nil || interfaceOf(m) != nil {
		return nil
	}
	return m.Origin()
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
	for _, a := range args[n:] {
		slice.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: a, Src: a.Src, Form: rest.ParamElement})
	}
	return append(append([]*Value(nil), args[:n]...), slice)
}

// apply calls a function value.
func (e *eval) apply(f *Value, args []*Value, x *ast.CallExpr) []*Value {
	switch f = Lower(f); f.Op {
	case FuncVal:
		if f.Num == 1 && len(args) > 0 && f.Callee != nil { // method expression
			return e.invokeNamed(f.Callee, args[0], args[1:], x)
		}
		var recv *Value
		if len(f.Args) > 0 {
			recv = f.Args[0]
		}
		if f.Fn != nil {
			return e.invoke(f.Fn, f.Bind, recv, e.packed(args, f.Fn.Sig, x), x)
		}
		if f.Callee != nil {
			return e.invokeNamed(f.Callee, recv, args, x)
		}
	case Obj: // a handler with a method
		if m, _, _ := types.LookupFieldOrMethod(f.Obj.Type, true, nil, "ServeHTTP"); m != nil {
			if fn, ok := m.(*types.Func); ok && e.w.body(fn.Origin()) != nil {
				return e.invokeNamed(fn, f, args, x)
			}
		}
	case If, Join:
		var outs [][]*Value
		for _, alt := range f.Args {
			outs = append(outs, e.apply(alt, args, x))
		}
		return joined(outs)
	case Param, Field, Global, Result, Index, Elem:
		e.sum.Dyn = append(e.sum.Dyn, DynCall{From: e.node, Fn: f, Args: args, At: spanOf(x), Conds: e.tellingConds()})
	}
	for _, a := range args {
		e.escape(a, x)
	}
	return e.unknownResults(x, f)
}

func spanOf(x *ast.CallExpr) rest.Span {
	if x == nil {
		return rest.Span{}
	}
	return span(x)
}

func (e *eval) unknownResults(x *ast.CallExpr, f *Value) []*Value {
	n := 1
	var t types.Type
	if x != nil {
		t = e.info.TypeOf(x)
		if tuple, ok := t.(*types.Tuple); ok {
			n = tuple.Len()
		}
	}
	out := make([]*Value, n)
	for i := range out {
		ti := t
		if tuple, ok := t.(*types.Tuple); ok {
			ti = tuple.At(i).Type()
		}
		out[i] = e.w.lift(&Value{Op: Result, Text: "a function value", Num: i, Args: []*Value{f}, Type: ti, Src: spanOf(x)}, ti)
	}
	return out
}

// builtin evaluates a call of a predeclared function.
func (e *eval) builtin(name string, x *ast.CallExpr) []*Value {
	var args []*Value
	for _, a := range x.Args {
		if tv, ok := e.info.Types[a]; ok && tv.IsType() {
			args = append(args, nil)
			continue
		}
		args = append(args, e.arg(a))
	}
	t := e.info.TypeOf(x)
	switch name {
	case "new", "make":
		return []*Value{NewObject(typeName(t), t, span(x))}
	case "append":
		return []*Value{e.appended(args, x)}
	case "copy":
		e.Fill(args[0], args[1])
	case "delete":
		if args[0].Op == Obj {
			args[0].Obj.Put(Entry{Op: "del", Key: args[1], Src: span(e.stmt), Form: rest.ParamStmt, Cond: e.guard()})
		}
	case "min", "max":
		return []*Value{join(args...)}
	}
	return []*Value{{Op: Result, Text: name, Args: args, Type: t, Src: span(x)}}
}

// appended returns the slice that append makes.
func (e *eval) appended(args []*Value, x *ast.CallExpr) *Value {
	base := args[0]
	out := NewObject("slice", e.info.TypeOf(x), span(x))
	if base != nil && base.Op == Obj {
		out.Obj = base.Obj.shallow()
		out.Obj.Copy = base.Obj.Copy
	}
	for i, a := range args[1:] {
		if x.Ellipsis.IsValid() {
			if a.Op == Obj && a.Obj.Base == nil {
				out.Obj.Log = append(out.Obj.Log, a.Obj.Log...)
				continue
			}
			out.Obj.Put(Entry{Op: "spread", Key: NewConst(""), Val: a, Src: span(x.Args[i+1]), Form: rest.ParamStmt, Cond: e.loopGuard()})
			continue
		}
		out.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: a, Src: span(x.Args[i+1]), Form: rest.ParamStmt, Cond: e.loopGuard()})
	}
	return out
}

// loopGuard marks what happens in a loop as happening any number of times.
func (e *eval) loopGuard() *Cond {
	if e.loop > 0 {
		return &Cond{Val: unknown("in a loop")}
	}
	return e.guard()
}

// FillArg lets the variable behind pointer argument i hold v.
func (c *Call) FillArg(i int, v *Value) { c.e.fillArg(c.ArgExpr(i), c.Arg(i), v) }

// fillArg lets the variable behind the pointer x hold v.
func (e *eval) fillArg(x ast.Expr, to, v *Value) {
	if to != nil && to.Op == Obj {
		e.Fill(to, v)
		return
	}
	if u, ok := x.(*ast.UnaryExpr); ok {
		e.store(u.X, v)
	}
}

// ConfigField returns a field of a library's configuration struct, which may be
// filled in elsewhere.
func (c *Call) ConfigField(v *Value, name string) *Value {
	if v != nil && v.Op == Obj && v.Obj.Base == nil && v.Obj.Field[name] == nil {
		return &Value{Op: Nil}
	}
	var fv *types.Var
	var t types.Type
	if c.Fn != nil && c.Fn.Signature().Recv() != nil {
		obj, _, _ := types.LookupFieldOrMethod(c.Fn.Signature().Recv().Type(), true, c.Fn.Pkg(), name)
		if fv, _ = obj.(*types.Var); fv != nil {
			t = fv.Type()
		}
	}
	return c.e.w.field(v, name, fv, t)
}

// outParams lets variables whose address is handed to a call hold what the call
// puts there: rows.Scan(&id), db.Get(&user, …).
func (e *eval) outParams(c *Call) {
	if c.Expr == nil {
		return
	}
	for i, x := range c.Expr.Args {
		if i >= len(c.Args) {
			break
		}
		u, ok := ast.Unparen(x).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND {
			if !fresh(c.Args[i], e.info.TypeOf(x)) {
				continue
			}
			u = &ast.UnaryExpr{X: x}
		}
		var from []*Value
		from = append(from, Lower(c.Recv))
		for j, a := range c.Args {
			if j != i {
				from = append(from, Lower(a))
			}
		}
		v := &Value{Op: Result, Text: c.Name, Num: 100 + i, Args: from, Type: e.info.TypeOf(u.X), Src: c.Span()}
		if to := c.Args[i]; to.Op != Obj || to.Obj.Base == nil && len(to.Obj.Order) == 0 {
			e.fillArg(u, to, v)
		}
	}
}

// fresh reports whether v is a pointer to a struct that was made here and is
// still empty: whoever it is handed to is expected to fill it.
func fresh(v *Value, t types.Type) bool {
	if v == nil || v.Op != Obj || v.Obj.Base != nil || t == nil || len(v.Obj.Order) > 0 || len(v.Obj.Log) > 0 {
		return false
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, ok = p.Elem().Underlying().(*types.Struct)
	return ok
}
