package flow

import (
	"go/types"
	"maps"
)

// MethodSummary returns what calling a method of an object's type does, with
// the object bound as the receiver; nil if its body is not at hand.
func (w *World) MethodSummary(v *Value, name string) (*Summary, Bind) {
	if v == nil || v.Op != Obj || v.Obj.Type == nil {
		return nil, nil
	}
	t := v.Obj.Type
	if types.IsInterface(t) {
		return nil, nil
	}
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	if fn == nil {
		return nil, nil
	}
	f := w.body(fn.Origin())
	if f == nil {
		return nil, nil
	}
	sum := w.Summary(f)
	if sum == nil {
		return nil, nil
	}
	return sum, Bind{paramKey{f, -1}: v}
}

// FuncSummary returns what calling a function value does, with what it captured
// and its receiver bound; nil if its body is not at hand.
func (w *World) FuncSummary(v *Value) (*Summary, Bind) {
	if v == nil || v.Op != FuncVal {
		return nil, nil
	}
	f := v.Fn
	if f == nil && v.Callee != nil {
		f = w.body(v.Callee.Origin())
	}
	if f == nil {
		return nil, nil
	}
	sum := w.Summary(f)
	if sum == nil || len(v.Args) == 0 {
		return sum, v.Bind
	}
	bind := maps.Clone(v.Bind)
	if bind == nil {
		bind = Bind{}
	}
	bind[paramKey{f, -1}] = v.Args[0]
	return sum, bind
}

// Bodies returns the functions that calling a function value may run: its own, or,
// of a method of an interface, those of the receiver's type or else of all types
// that implement the interface.
func (w *World) Bodies(v *Value) []*Func {
	switch {
	case v == nil || v.Op != FuncVal:
		return nil
	case v.Fn != nil:
		return []*Func{v.Fn}
	case v.Callee == nil || len(v.Args) == 0:
		return nil
	}
	iface := interfaceOf(v.Callee)
	if iface == nil {
		return nil
	}
	fns := w.implementers(iface, v.Callee.Name())
	if fn := concreteMethod(Lower(w.Resolve(v.Args[0])), v.Callee); fn != nil {
		fns = []*types.Func{fn}
	}
	var out []*Func
	for _, fn := range fns {
		if f := w.body(fn); f != nil && len(out) < maxImpls {
			out = append(out, f)
		}
	}
	return out
}

// Returned is what a call of a function value gives that only the whole program
// knows, with the arguments of that call; nil if it is not one function.
func (w *World) Returned(call *Value) *Value {
	if call.Op != Result || call.Text != OfFunc || len(call.Args) == 0 {
		return nil
	}
	return w.resultOf(w.Resolve(call.Args[0]), call.Num, call.Args[1:])
}

// returned is the same for a call whose function has become known just now.
func (w *World) returned(call *Value, args []*Value) *Value {
	if call.Text != OfFunc || !w.enter() {
		return nil
	}
	defer w.leave()
	return w.resultOf(Lower(args[0]), call.Num, args[1:])
}

// resultOf returns result num of calling a function value; nil if its body is not
// at hand.
func (w *World) resultOf(fn *Value, num int, args []*Value) *Value {
	sum, captured := w.FuncSummary(fn)
	if sum == nil || num >= len(sum.Results) {
		return nil
	}
	f := fn.Fn
	if f == nil {
		f = w.body(fn.Callee.Origin())
	}
	bind := maps.Clone(captured)
	if bind == nil {
		bind = Bind{}
	}
	if fn.Num == 1 && len(args) > 0 { // a method expression, whose first argument is the receiver
		bind[paramKey{f, -1}], args = args[0], args[1:]
	}
	for i, a := range args {
		bind[paramKey{f, i}] = a
	}
	return w.Substitute(sum.Results[num], bind)
}

// Instantiate returns a request with parameters filled in.
func (w *World) Instantiate(s *Send, b Bind) *Send { return w.subst(b).send(s) }

// Substitute returns a value with parameters filled in.
func (w *World) Substitute(v *Value, b Bind) *Value { return w.subst(b).value(v) }

// HasMethod reports whether an object's type has a method.
func (w *World) HasMethod(v *Value, name string) bool {
	if v == nil || v.Op != Obj || v.Obj.Type == nil {
		return false
	}
	t := v.Obj.Type
	if _, ok := t.Underlying().(*types.Pointer); !ok && !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}

// Method returns the method of an object's type, if its body is at hand.
func (w *World) Method(v *Value, name string) *Func {
	if v == nil || v.Op != Obj || v.Obj.Type == nil || types.IsInterface(v.Obj.Type) {
		return nil
	}
	t := v.Obj.Type
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		t = types.NewPointer(t)
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	if fn == nil {
		return nil
	}
	return w.body(fn.Origin())
}

// Implementing returns the methods of the world's types that implement method
// name of an interface, given by full name.
func (w *World) Implementing(iface, name string) []*Func {
	var it *types.Interface
	seen := map[*types.Package]bool{}
	var find func(p *types.Package)
	find = func(p *types.Package) {
		if p == nil || seen[p] || it != nil {
			return
		}
		seen[p] = true
		if len(iface) > len(p.Path()) && iface[:len(p.Path())] == p.Path() {
			if tn, ok := p.Scope().Lookup(iface[len(p.Path())+1:]).(*types.TypeName); ok {
				it, _ = tn.Type().Underlying().(*types.Interface)
			}
		}
		for _, imp := range p.Imports() {
			find(imp)
		}
	}
	for _, p := range w.Pkgs {
		find(p.Types)
	}
	if it == nil {
		return nil
	}
	var out []*Func
	for _, fn := range w.implementers(it, name) {
		if f := w.body(fn); f != nil {
			out = append(out, f)
		}
	}
	return out
}
