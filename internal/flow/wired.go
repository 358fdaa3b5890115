package flow

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// A driver that sees one package meets calls of interfaces whose implementation
// only the program's main knows. Such a call is kept open, as a [DynCall] with a
// Method, and crosses packages in facts; whoever knows the receiver carries it
// out. Where a handler is handed over whose receiver is known only now, a stand-in
// makes the handler's calls, so that they are found where things are wired.

// await keeps a call of an interface method open for callers that know the
// receiver. The types of the package home have been followed already.
func (e *eval) await(c *Call, home string) {
	if !e.w.cfg.Await || !c.Fn.Exported() || c.Fn.Pkg() == nil || !e.near(c.Fn.Pkg().Path()) || !e.callerKnows(c.Recv) {
		return
	}
	e.leave(DynCall{From: e.node, Fn: Lower(c.Recv), Method: c.Fn.Name(), Home: home, Args: c.Args, At: c.Span(), Conds: e.tellingConds(), Equal: e.told()})
}

// near reports whether a package is no part of the standard library: it stands
// in a domain, or beside the package that is being evaluated.
func (e *eval) near(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	own, _, _ := strings.Cut(e.fn.Pkg.Path, "/")
	return strings.Contains(first, ".") || first == own
}

// callerKnows reports whether a value is a part of what a caller of the function,
// or of the one around it, hands over.
func (e *eval) callerKnows(v *Value) bool {
	v = Lower(v)
	for v != nil && (v.Op == Elem || v.Op == Field || v.Op == Index) && len(v.Args) > 0 {
		v = Lower(v.Args[0])
	}
	if v == nil || v.Op != Param {
		return false
	}
	for f := e.fn; f != nil; f = f.Parent {
		if v.Fn == f {
			return true
		}
	}
	return false
}

// carryOut calls the method that was kept open, now that more is known of the
// receiver.
func (e *eval) carryOut(d DynCall, recv *Value, args []*Value, x *ast.CallExpr) {
	if recv != nil && (recv.Op == If || recv.Op == Join) {
		for _, alt := range recv.Args {
			e.carryOut(d, alt, args, x)
		}
		return
	}
	if fn := ownMethod(recv, d.Method); fn != nil {
		if fn.Pkg() == nil || fn.Pkg().Path() != d.Home {
			e.invokeNamed(fn, recv, args, x)
		}
		return
	}
	if e.callerKnows(recv) {
		e.leave(DynCall{From: e.node, Fn: Lower(recv), Method: d.Method, Home: d.Home, Args: args, At: d.At, Equal: e.told()})
	}
}

// ownMethod returns the exported method of the concrete type that v has.
func ownMethod(v *Value, name string) *types.Func {
	if v == nil || v.Op != Obj || v.Obj.Type == nil || types.IsInterface(v.Obj.Type) {
		return nil
	}
	t := v.Obj.Type
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	if fn == nil || interfaceOf(fn) != nil {
		return nil
	}
	return fn.Origin()
}

// standIn returns a function that makes the calls which a function of another
// package, that is handed over in the call x, has left open for want of its
// receiver: nil if there are none.
func (e *eval) standIn(v *Value, x *ast.CallExpr) *Value {
	if v == nil || v.Op != FuncVal || v.Fn == nil || v.Fn.Body() != nil || x == nil || !awaits(v.Fn) {
		return nil
	}
	f := e.w.number(&Func{Parent: e.fn, Pkg: e.fn.Pkg, Name: rest.Func{Pkg: e.fn.Pkg.Path, Name: v.Fn.Name.Name}, Sig: v.Fn.Sig, Span: span(x)})
	in := &eval{w: e.w, fn: f, node: f, info: e.info, vars: map[types.Object]*Value{}, sum: &Summary{}, checks: map[*Value]Equalities{}}
	var args []*Value
	for i := range f.Sig.Params().Len() {
		args = append(args, in.param(i, f.Sig.Params().At(i).Type()))
	}
	in.leftOpen(v, args, x)
	if len(in.sum.Sends) == 0 {
		return nil
	}
	f.sum = in.sum
	e.w.all = append(e.w.all, f)
	return &Value{Op: FuncVal, Fn: f, Src: span(x), Type: v.Type}
}

// leftOpen carries out what the function v has left open, with its receiver and
// what it captured filled in.
func (e *eval) leftOpen(v *Value, args []*Value, x *ast.CallExpr) {
	b := Bind{}
	for k, bound := range v.Bind {
		b[k] = bound
	}
	for i, a := range args {
		b[paramKey{v.Fn, i}] = a
	}
	if len(v.Args) > 0 {
		b[paramKey{v.Fn, -1}] = v.Args[0]
	}
	s := e.w.subst(b)
	for _, d := range v.Fn.sum.Dyn {
		if d.Method != "" {
			given, _ := s.args(d.Args)
			e.carryOut(d, s.value(d.Fn), given, x)
		}
	}
}

// awaits reports whether f has left a call of a method open.
func awaits(f *Func) bool {
	if f.sum == nil {
		return false
	}
	for _, d := range f.sum.Dyn {
		if d.Method != "" {
			return true
		}
	}
	return false
}

// awaiting reports whether what a registration hands over waits for callers of f
// to know its receiver.
func (r *Reg) awaiting(f *Func) bool {
	v := r.Fn
	if v == nil || v.Op != FuncVal || v.Fn == nil || !awaits(v.Fn) {
		return false
	}
	m := &mention{f: f, recv: true, seen: map[*Object]bool{}}
	for _, a := range v.Args {
		if m.in(a, 0) {
			return true
		}
	}
	return v.Fn.Parent != nil && v.Fn.Outer() == f.Outer()
}
