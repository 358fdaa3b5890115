package restcall

import "go/types"

// visible returns the functions of a package that others can name, and the types that
// they can have values of, whether they can name those or not: what export data hold.
func visible(pkg *types.Package) map[types.Object]bool {
	v := viewer{pkg: pkg, seen: map[types.Object]bool{}, types: map[types.Type]bool{}}
	for _, name := range pkg.Scope().Names() {
		if obj := pkg.Scope().Lookup(name); obj.Exported() {
			if _, isFunc := obj.(*types.Func); isFunc {
				v.seen[obj] = true
			}
			v.view(obj.Type())
		}
	}
	return v.seen
}

// A viewer goes through the types that exported objects mention.
type viewer struct {
	pkg   *types.Package
	seen  map[types.Object]bool
	types map[types.Type]bool
}

func (v viewer) view(t types.Type) {
	if t == nil || v.types[t] {
		return
	}
	v.types[t] = true
	switch t := t.(type) {
	case *types.Alias:
		v.view(types.Unalias(t))
	case *types.Named:
		v.named(t)
	case interface{ Elem() types.Type }: // pointers, slices, arrays, maps, channels
		if m, ok := t.(*types.Map); ok {
			v.view(m.Key())
		}
		v.view(t.Elem())
	case *types.Signature:
		v.tuple(t.Params())
		v.tuple(t.Results())
	case *types.Struct:
		for f := range t.Fields() {
			v.view(f.Type())
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			v.view(m.Signature().Recv().Type()) // of another type, if this one is declared as that
			v.view(m.Signature())
		}
		for e := range t.EmbeddedTypes() {
			v.view(e)
		}
	}
}

func (v viewer) tuple(t *types.Tuple) {
	for p := range t.Variables() {
		v.view(p.Type())
	}
}

// named looks into a type of the package itself; what others declare, they have seen.
func (v viewer) named(t *types.Named) {
	for arg := range t.TypeArgs().Types() {
		v.view(arg)
	}
	if t = t.Origin(); t.Obj().Pkg() != v.pkg || v.seen[t.Obj()] {
		return
	}
	v.seen[t.Obj()] = true
	v.view(t.Underlying())
	for m := range t.Methods() {
		v.view(m.Signature())
	}
}
