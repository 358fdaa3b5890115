package flow

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

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

// invokeNamed calls a function or method that is known by name.
func (e *eval) invokeNamed(fn *types.Func, recv *Value, args []*Value, x *ast.CallExpr) []*Value {
	fn = fn.Origin()
	c := &Call{Expr: x, Fn: fn, Name: e.w.modelName(fn), Recv: recv, Args: args, e: e}
	e.chained(c)
	if out, ok := e.trigger(c); ok {
		return out
	}
	if m := e.model(c); m != nil {
		if out := m(c); out != nil {
			return e.padded(out, c)
		}
	}
	iface := interfaceOf(fn)
	if f := e.w.body(fn); f != nil && iface == nil {
		before := len(e.sum.Sends) + len(e.sum.Dyn)
		out := e.invoke(f, nil, recv, e.packed(args, fn.Signature(), x), x)
		if len(e.sum.Sends)+len(e.sum.Dyn) == before && (f.Pkg == nil || !f.Pkg.Own) {
			if sent := e.foreign(c); sent != nil {
				return sent // in a way that could not be followed
			}
		}
		return out
	}
	if iface != nil {
		e.passes(recv, args, x)
		if m := e.w.cfg.Models[c.doer()]; m != nil && concreteMethod(recv, fn) == nil {
			return e.padded(m(c), c)
		}
		if out := e.dispatch(c, iface); out != nil {
			e.await(c, e.fn.Pkg.Path)
			return out
		}
		e.await(c, "")
	}
	if iface == nil {
		if out := e.foreign(c); out != nil {
			return out
		}
	}
	if pure := e.w.cfg.Pure[c.Name]; pure != nil {
		if out := pure(append([]*Value{recv}, args...)); out != nil {
			return []*Value{out}
		}
	}
	if res := fn.Signature().Results(); res.Len() > 0 && e.w.frame.types[typeName(res.At(0).Type())] {
		if recv != nil && recv.Op == Obj && recv.Obj.Kind == typeName(res.At(0).Type()) {
			return e.padded([]*Value{recv}, c) // a setting, in a chain
		}
		return e.padded([]*Value{NewObject(typeName(res.At(0).Type()), res.At(0).Type(), span(x))}, c)
	}
	return e.opaque(c)
}

// generatedHelper begins the names of the models of what generators write into
// each package anew.
const generatedHelper = "generated."

// model returns what is known of a function by its name, or nil.
func (e *eval) model(c *Call) Model {
	if m := e.w.cfg.Models[c.Name]; m != nil {
		return m
	}
	if f := e.w.funcs[c.Fn]; f != nil && f.Generated && c.Recv == nil {
		return e.w.cfg.Models[generatedHelper+c.Fn.Name()]
	}
	return nil
}

// modelName is FuncName, with the Connect client's own import path left out.
func (w *World) modelName(fn *types.Func) string {
	name := FuncName(fn)
	if fn.Pkg() != nil && slices.Contains(w.cfg.Connect, fn.Pkg().Path()) {
		return "connect" + name[len(fn.Pkg().Path()):]
	}
	return name
}

// doer names the model of an interface method that sends a request, by its
// shape: teams declare such interfaces themselves.
func (c *Call) doer() string {
	sig := c.Fn.Signature()
	if sig.Params().Len() != 1 || sig.Results().Len() != 2 ||
		typeName(sig.Params().At(0).Type()) != "net/http.Request" || typeName(sig.Results().At(0).Type()) != "net/http.Response" {
		return ""
	}
	return "net/http.Client.Do"
}

// ForeignDoer names the model of functions of libraries out of sight that send a
// request, by their shape.
const ForeignDoer = "foreign.Do"

// foreign sends the request that a function of a library is given to send. It
// returns nil for any other function.
func (e *eval) foreign(c *Call) []*Value {
	m := e.w.cfg.Models[ForeignDoer]
	if m == nil || !c.foreignDoer() {
		return nil
	}
	if out := m(c); out != nil {
		return e.padded(out, c)
	}
	return nil
}

// foreignDoer reports whether a function that is not in the standard library
// takes a request and gives its answer.
func (c *Call) foreignDoer() bool {
	sig := c.Fn.Signature()
	first, _, _ := strings.Cut(c.Fn.Pkg().Path(), "/")
	if !strings.Contains(first, ".") || sig.Results().Len() != 2 || typeName(sig.Results().At(0).Type()) != "net/http.Response" {
		return false
	}
	for v := range sig.Params().Variables() {
		if typeName(v.Type()) == "net/http.Request" {
			return true
		}
	}
	return false
}

func (e *eval) padded(out []*Value, c *Call) []*Value {
	n := c.Fn.Signature().Results().Len()
	for i := len(out); i < n; i++ {
		out = append(out, &Value{Op: Result, Text: c.Name, Num: i, Type: c.Type(i), Src: c.Span()})
	}
	return out
}

func interfaceOf(fn *types.Func) *types.Interface {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	iface, _ := recv.Type().Underlying().(*types.Interface)
	return iface
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

// apply calls a function value.
func (e *eval) apply(f *Value, args []*Value, x *ast.CallExpr) []*Value {
	if f = Lower(f); f == nil {
		return e.unknownResults(x, unknown("a function that is not known"))
	}
	e.passes(f, args, x)
	switch f.Op {
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
		if f.Obj.Type == nil { // what a model made
			break
		}
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
	case Elem: // options and middleware kept in a slice: each of them is called
		if fns := e.elements(f); len(fns) > 0 {
			var outs [][]*Value
			for _, fn := range fns {
				outs = append(outs, e.apply(fn, args, x))
			}
			return joined(outs)
		}
	}
	if fn := e.w.only(f); fn != nil {
		return e.apply(fn, args, x)
	}
	if f.Op == Field && len(e.w.holds[f.Var]) > 0 && len(e.w.holds[f.Var]) <= 4 {
		var outs [][]*Value
		for _, fn := range e.w.holds[f.Var] {
			outs = append(outs, e.invokeNamed(fn, nil, args, x))
		}
		return joined(outs)
	}
	switch f.Op {
	case Param, Field, Global, Result, Index, Elem:
		e.leave(DynCall{From: e.node, Fn: f, Args: args, At: spanOf(x), Conds: e.tellingConds(), Equal: e.told()})
	}
	for _, a := range args {
		e.escape(a, x)
		e.lend(a, f)
		e.lendQuery(a, f)
		e.awaitsOptions(a, f)
	}
	return e.unknownResults(x, f, args...)
}

// only returns the function that a package variable is made with, if no statement
// gives it another; nil for any other value.
func (w *World) only(v *Value) *Value {
	if v.Op != Global || w.mayAssign(v.Var) || len(w.global[v.Var]) != 1 {
		return nil
	}
	if fn := Lower(w.global[v.Var][0]); fn != nil && fn.Op == FuncVal {
		return fn
	}
	return nil
}

// elements returns what a loop over a slice made in sight yields.
func (e *eval) elements(v *Value) []*Value {
	over := v.Args[0]
	if over == nil || over.Op != Obj || over.Obj.Base != nil {
		return nil
	}
	var out []*Value
	for _, entry := range over.Obj.Log {
		switch {
		case entry.Op != "spread":
			out = append(out, entry.Val)
		case entry.Val != nil && entry.Val.Op == Obj && entry.Val.Obj.Base == nil:
			out = append(out, e.elements(&Value{Op: Elem, Args: []*Value{entry.Val}})...)
		}
	}
	return out
}

func spanOf(x *ast.CallExpr) rest.Span {
	if x == nil {
		return rest.Span{}
	}
	return span(x)
}
