package flow

import (
	"go/types"
	"slices"
)

// typeName returns the full name of a named type behind at most one pointer,
// "map" or "slice" for those, else "".
func typeName(t types.Type) string {
	if t == nil {
		return ""
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() == nil {
			return t.Obj().Name()
		}
		return t.Obj().Pkg().Path() + "." + t.Obj().Name()
	case *types.Map:
		return "map"
	case *types.Slice, *types.Array:
		return "slice"
	}
	return ""
}

// TypeName returns the full name of a named type, behind at most one pointer.
func TypeName(t types.Type) string { return typeName(t) }

func isContext(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Context" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "context"
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// IsContext reports whether t is context.Context.
func IsContext(t types.Type) bool { return isContext(t) }

// FuncName returns the full name of fn: "net/http.Get", "net/http.Client.Do",
// without pointers, brackets and type arguments.
func FuncName(fn *types.Func) string {
	fn = fn.Origin()
	pkg := ""
	if fn.Pkg() != nil {
		pkg = fn.Pkg().Path() + "."
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return pkg + fn.Name()
	}
	if name := typeName(recv.Type()); name != "" {
		return name + "." + fn.Name()
	}
	return pkg + fn.Name()
}

// implementations returns the concrete methods among ts that an interface
// method may reach.
func implementations(ts []*types.Named, iface *types.Interface, name string) []*types.Func {
	var out []*types.Func
	for _, n := range ts {
		if types.IsInterface(n) || n.TypeParams().Len() > 0 || iface.NumMethods() == 0 {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(n, true, n.Obj().Pkg(), name)
		fn, ok := obj.(*types.Func)
		if !ok || !types.Implements(types.NewPointer(n), iface) {
			continue
		}
		if !slices.Contains(out, fn.Origin()) { // one that is promoted counts once
			out = append(out, fn.Origin())
		}
	}
	return out
}

// methodNames returns the names of the methods of a type and of a pointer to it,
// those of embedded fields included.
func methodNames(n *types.Named) []string {
	var out []string
	if s, ok := n.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Embedded() {
				for sel := range types.NewMethodSet(types.NewPointer(n)).Methods() {
					out = append(out, sel.Obj().Name())
				}
				return out
			}
		}
	}
	for m := range n.Methods() {
		out = append(out, m.Name())
	}
	return out
}

// wireType spells a type as facts do; empty for one that facts do not hold.
func wireType(t types.Type) string {
	if t == nil {
		return ""
	}
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() != nil && t.TypeArgs().Len() == 0 {
			return star + t.Obj().Pkg().Path() + "." + t.Obj().Name()
		}
	case *types.Basic:
		return star + t.Name()
	}
	return ""
}

// structType returns the struct behind a type and at most one pointer.
func structType(t types.Type) (*types.Struct, bool) {
	if t == nil {
		return nil, false
	}
	u := t.Underlying()
	if p, ok := u.(*types.Pointer); ok {
		u = p.Elem().Underlying()
	}
	st, ok := u.(*types.Struct)
	return st, ok
}
