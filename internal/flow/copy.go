package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

func (s *subst) object(v *Value) *Value {
	o := v.Obj
	if got, ok := s.objs[o]; ok {
		return got
	}
	if o.Base == nil {
		c := &Object{Kind: o.Kind, Copy: o.Copy, Type: o.Type, Site: o.Site}
		nv := &Value{Op: Obj, Obj: c, Type: v.Type, Src: v.Src, Form: v.Form, Hole: v.Hole}
		s.objs[o] = nv
		s.fill(c, o)
		return nv
	}
	if !o.touched() && !o.Copy {
		base := s.value(o.Base)
		if base == o.Base {
			nv := s.w.lift(base, v.Type)
			s.objs[o] = nv
			return nv
		}
		s.objs[o] = base
		return base
	}
	base := s.value(o.Base)
	var c *Object
	if base.Op == Obj {
		c = base.Obj.shallow()
		c.Copy = base.Obj.Copy || o.Copy
	} else {
		c = &Object{Kind: o.Kind, Base: base, Copy: o.Copy, Type: o.Type, Site: o.Site}
	}
	nv := &Value{Op: Obj, Obj: c, Type: v.Type, Src: v.Src, Form: v.Form, Hole: v.Hole}
	s.objs[o] = nv
	s.fill(c, o)
	return nv
}

// fill puts what from holds into c, substituted.
func (s *subst) fill(c, from *Object) {
	for _, name := range from.Order {
		f := from.Field[name]
		if f.Op == Obj && f.Obj.up == from && !f.Obj.touched() {
			continue // only looked at
		}
		c.Set(name, s.value(f))
	}
	for _, e := range from.Log {
		if many := s.pairs(e); many != nil {
			c.Log, c.dirty = append(c.Log, many...), true
			continue
		}
		if e, ok := s.entry(e); ok {
			if params, ok := s.w.lentParams(e); ok {
				c.Log, c.dirty = append(c.Log, params...), true
				continue
			}
			for _, one := range s.w.unrolled(e) {
				c.Put(one)
			}
		}
	}
}

// pairs returns what a loop over a list of keys and values puts into a map, when
// the list is known now: "for i := 0; i < len(kv); i += 2 { q.Set(kv[i], kv[i+1]) }".
func (s *subst) pairs(e Entry) []Entry {
	if e.Key == nil || e.Val == nil || e.Key.Op != Index || e.Val.Op != Index || !same(e.Key.Args[0], e.Val.Args[0]) {
		return nil
	}
	first, _ := e.Key.Args[1].ConstText()
	next := e.Val.Args[1]
	if first != "0" || next == nil || next.Op != Result || next.Text != "+" || !same(next.Args[0], e.Key.Args[1]) {
		return nil
	}
	list := s.value(e.Key.Args[0])
	if list == nil || list.Op != Obj || list.Obj.Base != nil || len(list.Obj.Log)%2 != 0 {
		return nil
	}
	var out []Entry
	for i := 0; i < len(list.Obj.Log); i += 2 {
		k, v := list.Obj.Log[i], list.Obj.Log[i+1]
		if k.Op != "elem" || v.Op != "elem" || k.Cond != nil || v.Cond != nil {
			return nil
		}
		out = append(out, Entry{Op: e.Op, Key: k.Val, Val: v.Val, Src: rest.Span{Pos: k.Src.Pos, End: v.Src.End}, Form: rest.ParamPair, Cond: nil})
	}
	return out
}

// entry substitutes in e; it is gone when its condition turns out false.
func (s *subst) entry(e Entry) (Entry, bool) {
	if e.Cond != nil {
		cond, known, holds := s.cond(*e.Cond)
		if known && !holds {
			return e, false
		}
		e.Cond = &cond
		if known {
			e.Cond = nil
		}
	}
	e.Key, e.Val = s.value(e.Key), s.value(e.Val)
	return e, true
}

// lift returns v as something whose state can be changed, if its type has any.
func (w *World) lift(v *Value, t types.Type) *Value {
	if v == nil || v.Op == Obj || !stateful(t) {
		return v
	}
	switch v.Op {
	case Param, Field, Global, Index, Elem, Result, Decoded:
		return &Value{Op: Obj, Obj: &Object{Kind: typeName(t), Base: v, Type: t}, Type: t, Src: v.Src, Form: v.Form, Hole: v.Hole}
	}
	return v
}

// Lower returns what an untouched object stands for.
func Lower(v *Value) *Value {
	for v != nil && v.Op == Obj && v.Obj.Base != nil && !v.Obj.touched() {
		v = v.Obj.Base
	}
	return v
}

// stateful reports whether values of type t have state that can be changed
// through them.
func stateful(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Struct, *types.Map, *types.Slice:
		return true
	case *types.Interface:
		return !isContext(t) && !isError(t) && u.NumMethods() >= 0
	}
	return false
}

// keptHere reports whether a copy of a struct stays in the function: x is a variable
// of which nothing but fields is used. What is written into it reaches nobody else.
func (e *eval) keptHere(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, _ := e.info.Uses[id].(*types.Var)
	body := e.fn.Outer().Body()
	if v == nil || body == nil {
		return false
	}
	if _, value := v.Type().Underlying().(*types.Struct); !value || v.Pos() < body.Pos() || v.Pos() > body.End() {
		return false
	}
	parts := map[*ast.Ident]bool{}
	kept := true
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr: // &u.Address
			if n.Op == token.AND {
				ast.Inspect(n.X, func(n ast.Node) bool {
					id, ok := n.(*ast.Ident)
					kept = kept && !(ok && e.info.Uses[id] == v)
					return kept
				})
			}
		case *ast.SelectorExpr:
			if id, ok := ast.Unparen(n.X).(*ast.Ident); ok {
				s := e.info.Selections[n]
				parts[id] = s != nil && s.Kind() == types.FieldVal
			}
		case *ast.Ident:
			kept = kept && (e.info.Uses[n] != v || parts[n])
		}
		return kept
	})
	return kept
}
