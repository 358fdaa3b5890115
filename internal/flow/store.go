package flow

import (
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

const maxStored = 12

// tooMany stands for what is left out of a list of values: what is in it speaks
// for itself alone.
func tooMany() *Value { return unknown("one of more values than can be followed") }

// remember notes that v is stored under k; of more than maxStored values, that
// there are more.
func remember[K comparable](m map[K][]*Value, k K, v *Value) {
	if v == nil || v.isZero() || len(m[k]) > maxStored {
		return
	}
	for _, old := range m[k] {
		if same(old, v) {
			return
		}
	}
	if len(m[k]) == maxStored {
		v = tooMany()
	}
	m[k] = append(m[k], v)
}

// field returns field name of base.
func (w *World) field(base *Value, name string, fv *types.Var, t types.Type) *Value {
	if base == nil {
		return unknown("field " + name + " of nothing")
	}
	if !w.enter() {
		return unknown("the value refers to itself too often to follow")
	}
	defer w.leave()
	switch base.Op {
	case Obj:
		for _, in := range w.embedded(base.Obj.Type, fv) {
			if base = w.objField(base.Obj, in.Name(), in, in.Type()); base.Op != Obj {
				return w.field(base, name, fv, t)
			}
		}
		return w.objField(base.Obj, name, fv, t)
	case Secret:
		return base
	case If, Join:
		return w.fieldOfAny(base, name, fv, t)
	case Unknown, Nil:
		return &Value{Op: Field, Text: name, Var: fv, Args: []*Value{base}, Type: t}
	}
	return w.lift(&Value{Op: Field, Text: name, Var: fv, Args: []*Value{base}, Type: t}, t)
}

// A part asks for a field of one of several values.
type part struct {
	of   *Value
	name string
	fv   *types.Var
}

// fieldOfAny returns field name of one of several values. Once the world is
// complete the answer is kept: alternatives share alternatives, and each way to one
// would make it anew.
func (w *World) fieldOfAny(base *Value, name string, fv *types.Var, t types.Type) *Value {
	key := part{base, name, fv}
	if got, ok := w.ofAny[key]; ok {
		return got
	}
	alts := make([]*Value, len(base.Args))
	for i, a := range base.Args {
		alts[i] = w.field(a, name, fv, t)
	}
	var got *Value
	if base.Op == Join {
		got = join(alts...)
	} else {
		c := *base
		c.Args, got = alts, &c
	}
	if w.complete {
		w.ofAny[key] = got
	}
	return got
}

// An embedding asks where in a type a field is.
type embedding struct {
	in types.Type
	fv *types.Var
}

// embedded returns the embedded fields that lead from a type to the struct that
// has fv: a method that is promoted has the outer object for its receiver.
func (w *World) embedded(t types.Type, fv *types.Var) []*types.Var {
	if t == nil || fv == nil {
		return nil
	}
	key := embedding{t, fv}
	path, ok := w.embeds[key]
	if !ok {
		path, _ = pathTo(t, fv, 0)
		w.embeds[key] = path
	}
	return path
}

// pathTo looks for fv in a struct and, breadth last, in what it embeds.
func pathTo(t types.Type, fv *types.Var, depth int) ([]*types.Var, bool) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 4 {
		return nil, false
	}
	for f := range st.Fields() {
		if f.Origin() == fv.Origin() {
			return nil, true
		}
	}
	for f := range st.Fields() {
		if f.Embedded() {
			if path, ok := pathTo(f.Type(), fv, depth+1); ok {
				return append([]*types.Var{f}, path...), true
			}
		}
	}
	return nil, false
}

// enter and leave bound a look-up: values may refer to themselves.
func (w *World) enter() bool {
	if w.nested == 0 {
		w.steps = 0
	}
	w.nested++
	w.steps++
	if w.nested > 60 || w.steps > 1000 {
		w.nested--
		return false
	}
	return true
}

func (w *World) leave() { w.nested-- }

// Filled is the pseudo field of an object that was filled from outside.
const Filled = "*"

func (w *World) objField(o *Object, name string, fv *types.Var, t types.Type) *Value {
	if v, ok := o.Field[name]; ok {
		return v
	}
	var v *Value
	switch {
	case o.Field[Filled] != nil:
		v = w.field(o.Field[Filled], name, fv, t)
	case o.Base != nil:
		v = w.field(o.Base, name, fv, t)
	case fv == nil:
		return unknown(name + " of " + o.Kind + " is not set")
	case !w.assigned[fv] && !stateful(t):
		return &Value{Op: Const, Text: zeroText(t), Type: t}
	case !w.assigned[fv] && nilable(t) && w.ours(fv, t):
		return &Value{Op: Nil, Type: t}
	default:
		v = w.lift(&Value{Op: Field, Text: name, Var: fv, Args: []*Value{unknown("a " + o.Kind + " that was made without " + name)}, Type: t}, t)
	}
	if v.Op == Obj {
		if v.Obj.Base != nil && !v.Obj.dirty {
			o.cache(name, v)
		} else {
			o.hold(name, v)
		}
	}
	return v
}

// nilable reports whether the zero value of a type is nil and nothing can be put
// into it.
func nilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice:
		return true
	}
	return false
}

// ours reports whether whoever sets a field is in sight: it is declared in the
// world, and other packages cannot reach it or are in the world, too. A library
// sets no interface or pointer in what it is handed; its maps are made when needed.
func (w *World) ours(fv *types.Var, t types.Type) bool {
	if !slices.ContainsFunc(w.Pkgs, func(p *Package) bool { return p.Types == fv.Pkg() }) {
		switch t.Underlying().(type) {
		case *types.Pointer, *types.Interface:
			return true
		}
		return false
	}
	return !fv.Exported() || !w.cfg.Await && w.closed(fv.Pkg().Path())
}

// closed reports whether everybody who imports a package is in the world: that of a
// program, not of a library.
func (w *World) closed(path string) bool {
	return slices.ContainsFunc(w.Pkgs, func(p *Package) bool { return p.Types.Name() == "main" }) ||
		slices.Contains(strings.Split(path, "/"), "internal")
}

func zeroText(t types.Type) string {
	if b, ok := t.Underlying().(*types.Basic); ok {
		switch {
		case b.Info()&types.IsBoolean != 0:
			return "false"
		case b.Info()&types.IsNumeric != 0:
			return "0"
		}
	}
	return ""
}

// index returns base[key].
func (w *World) index(base, key *Value, t types.Type) *Value {
	if base == nil {
		return unknown("an element of nothing")
	}
	if !w.enter() {
		return unknown("the value refers to itself too often to follow")
	}
	defer w.leave()
	switch base.Op {
	case Obj:
		if k, ok := key.ConstText(); ok {
			if v, ok := base.Obj.Lookup(k); ok {
				return join(append([]*Value{v}, base.Obj.anywhere()...)...)
			}
		}
		if from := base.Obj.Field[Filled]; from != nil {
			return w.index(from, key, t)
		}
		if base.Obj.Base == nil && len(base.Obj.Log) > 0 {
			var alts []*Value
			for _, e := range base.Obj.Log {
				alts = append(alts, e.Val)
			}
			return join(alts...)
		}
	case Secret:
		return base
	case Join, If:
		var alts []*Value
		for _, a := range base.Args {
			alts = append(alts, w.index(a, key, t))
		}
		return join(alts...)
	}
	return w.lift(&Value{Op: Index, Args: []*Value{Lower(base), key}, Type: t}, t)
}

// Where returns a position as it is stored and printed.
func (w *World) Where(s rest.Span, pkg string) rest.Pos {
	if !s.IsValid() {
		return rest.Pos{Pkg: pkg}
	}
	p := w.Fset.Position(s.Pos)
	return rest.Pos{Pkg: pkg, File: baseName(p.Filename), Line: p.Line}
}

func baseName(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' || path[i] == '\\' {
			return path[i+1:]
		}
	}
	return path
}
