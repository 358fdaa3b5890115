package flow

import (
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/trigger"
)

// service notes a call of generated code that is given the value which serves
// requests. The call goes on: where the generated code is at hand it says more.
func (e *eval) service(c *Call) {
	for _, s := range e.w.frame.services {
		if !strings.HasPrefix(c.Fn.Name(), s.Prefix) || !strings.HasSuffix(c.Fn.Name(), s.Suffix) || !marked(c.Fn.Signature(), s.Mark) {
			continue
		}
		params := c.Fn.Signature().Params()
		for i := range params.Len() {
			if t := params.At(i).Type(); serves(t, s) && i < len(c.Args) {
				e.register(&Reg{Kind: s.Kind, Trigger: c.Name, Fn: c.Args[i], In: e.node, At: c.Span(), Service: t})
				return
			}
		}
	}
}

// serves reports whether a parameter of type t is the value that serves.
func serves(t types.Type, s trigger.Service) bool {
	name := typeName(t)
	if name == "" || s.Mark != "" && isMark(t, s.Mark) {
		return false
	}
	if s.Iface != "" {
		return name[strings.LastIndexByte(name, '.')+1:] == s.Iface
	}
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.NumMethods() > 0 && takesContext(iface)
}

// takesContext reports whether a method of an interface is one that a remote
// caller may call: it has a context, or a stream, to begin with.
func takesContext(iface *types.Interface) bool {
	for i := range iface.NumMethods() {
		if params := iface.Method(i).Signature().Params(); params.Len() > 0 {
			return true
		}
	}
	return false
}

// marked reports whether a signature has a parameter or result of a type.
func marked(sig *types.Signature, mark string) bool {
	if mark == "" {
		return true
	}
	for _, list := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range list.Variables() {
			if isMark(v.Type(), mark) {
				return true
			}
		}
	}
	return false
}

func isMark(t types.Type, mark string) bool {
	if list, ok := t.(*types.Slice); ok {
		t = list.Elem()
	}
	name := typeName(t)
	return name == mark || !strings.Contains(mark, ".") && name[strings.LastIndexByte(name, '.')+1:] == mark
}

// Serving returns the functions of the world that generated code calls by the
// methods of t: those of v if its type is known, else of every type that has
// them. What a method of t returns without a parameter is served too.
func (w *World) Serving(t types.Type, v *Value) map[string][]*Func {
	out := map[string][]*Func{}
	w.serving(t, v, out, 0)
	return out
}

func (w *World) serving(t types.Type, v *Value, out map[string][]*Func, depth int) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct: // of settings: what it holds serves
		for i := range u.NumFields() {
			if f := u.Field(i); f.Exported() && types.IsInterface(f.Type()) && depth == 0 {
				w.serving(f.Type(), v.part(f.Name()), out, depth+1)
			}
		}
	case *types.Interface:
		for i := range u.NumMethods() {
			m := u.Method(i)
			if sig := m.Signature(); sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.IsInterface(sig.Results().At(0).Type()) && depth < 3 {
				w.serving(sig.Results().At(0).Type(), nil, out, depth+1)
				continue
			}
			out[m.Name()] = append(out[m.Name()], w.served(u, m, v)...)
		}
	}
}

// served returns the functions that a call of method m of an interface reaches.
func (w *World) served(iface *types.Interface, m *types.Func, v *Value) []*Func {
	if f := w.Method(Lower(v), m.Name()); f != nil {
		return []*Func{f}
	}
	var out []*Func
	for _, fn := range w.implementers(iface, m.Name()) {
		if f := w.body(fn); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// Embedding returns the exported methods of the types that embed a struct type,
// given by full name.
func (w *World) Embedding(name string) []*Func {
	var out []*Func
	for _, n := range w.named {
		st, ok := n.Underlying().(*types.Struct)
		if !ok || !embeds(st, name, 0) {
			continue
		}
		for m := range n.Methods() {
			if f := w.body(m.Origin()); f != nil && m.Exported() {
				out = append(out, f)
			}
		}
	}
	return out
}

func embeds(st *types.Struct, name string, depth int) bool {
	for f := range st.Fields() {
		if !f.Embedded() {
			continue
		}
		if typeName(f.Type()) == name {
			return true
		}
		t := f.Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		if inner, ok := t.Underlying().(*types.Struct); ok && depth < 4 && embeds(inner, name, depth+1) {
			return true
		}
	}
	return false
}

// Exported returns the exported methods of an object's type whose bodies are at
// hand.
func (w *World) Exported(v *Value) []*Func {
	if v == nil || v.Op != Obj || v.Obj.Type == nil {
		return nil
	}
	t := v.Obj.Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	var out []*Func
	for m := range n.Methods() {
		if f := w.body(m.Origin()); f != nil && m.Exported() {
			out = append(out, f)
		}
	}
	return out
}
