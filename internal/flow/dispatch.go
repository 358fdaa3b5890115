package flow

import (
	"go/types"
	"strconv"
	"strings"
)

// maxImpls bounds the implementations of an interface method that are followed.
const maxImpls = 8

// dispatch calls an interface method: that of the value at hand, or else of
// every type of the world that implements the interface, and of the one that
// implements it in the package that declares it. Which of them it is a caller may
// know.
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
	var bodies []*types.Func
	for _, fn := range e.w.implementers(iface, c.Fn.Name()) {
		if e.w.body(fn) != nil && len(bodies) < maxImpls {
			bodies = append(bodies, fn)
		}
	}
	choice := len(bodies) > 1 && telling(&Value{Op: Result, Text: reaches, Args: []*Value{c.Recv}}, 0)
	var res []*Value
	for _, fn := range bodies {
		recv := c.Recv
		if len(bodies) > 1 {
			recv = e.w.freeze(recv) // what one of them does to it, another must not see
		}
		call := func() []*Value {
			return e.invoke(e.w.body(fn), nil, recv, e.packed(c.Args, fn.Signature(), c.Expr), c.Expr)
		}
		if !choice {
			res = joined([][]*Value{res, call()})
			continue
		}
		cond := Cond{Val: &Value{Op: Result, Text: reaches, Args: []*Value{Lower(c.Recv), NewConst(FuncName(fn))}}}
		var out []*Value
		e.branch(cond, func() { out = call() })
		if res == nil {
			res = out
			continue
		}
		for i := range res {
			if i < len(out) {
				res[i] = choose(&cond, out[i], res[i])
			}
		}
	}
	if f := e.w.body(c.Fn); f != nil { // out of a fact
		res = joined([][]*Value{res, e.invoke(f, nil, c.Recv, e.packed(c.Args, c.Fn.Signature(), c.Expr), c.Expr)})
	}
	return res
}

// joined returns results that are one of several.
func joined(outs [][]*Value) []*Value {
	var res []*Value
	for _, o := range outs {
		if res == nil {
			res = o
			continue
		}
		for i := range res {
			if i < len(o) {
				res[i] = join(res[i], o[i])
			}
		}
	}
	return res
}

// reaches is the condition that calling an interface method of Args[0] runs the
// method named Args[1].
const reaches = "m2me.reaches"

// reached decides such a condition; nil if it is not known.
func reached(recv *Value, method string) *Value {
	recv = Lower(recv)
	if recv == nil {
		return nil
	}
	switch recv.Op {
	case If, Join:
		var all *Value
		for _, alt := range recv.Args {
			got := reached(alt, method)
			if got == nil || all != nil && all.Text != got.Text {
				return nil
			}
			all = got
		}
		return all
	case Obj:
		if recv.Obj.Type == nil || types.IsInterface(recv.Obj.Type) {
			return nil
		}
		fn := methodOf(recv.Obj.Type, method[strings.LastIndexByte(method, '.')+1:])
		if fn == nil || interfaceOf(fn) != nil {
			return nil
		}
		return NewConst(strconv.FormatBool(FuncName(fn) == method))
	}
	return nil
}

// methodOf returns a method of a type by its name.
func methodOf(t types.Type, name string) *types.Func {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		p = types.NewPointer(t)
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(p, true, n.Obj().Pkg(), name)
	fn, _ := obj.(*types.Func)
	return fn
}
