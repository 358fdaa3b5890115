package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// An ifaceMethod is a method of an interface that gets a sibling.
type ifaceMethod struct {
	file   *File
	field  *ast.Field
	list   *ast.FieldList
	name   *ast.Ident
	owners []int
}

// extend adds the sibling of a method to the interface that declares it, and to
// every type that implements the interface.
func (s *splitter) extend(method *types.Func) error {
	if m := s.methods[method.Pos()]; m != nil {
		m.owners = own(m.owners, s.owner)
		return s.implement(m, method)
	}
	f, ok := s.src.FileAt(method.Pos())
	if !ok || f.Module == "" {
		return refuse("foreign", token.NoPos, "the call goes through %s, whose interface is outside the module", method.FullName())
	}
	if ast.IsGenerated(f.Syntax) {
		return refuse("generated", method.Pos(), "the interface of %s is in %s, which is generated; add %s to the input of its generator",
			method.FullName(), f.Name, siblingName(method.Name()))
	}
	m := &ifaceMethod{file: f, owners: []int{s.owner}}
	for _, n := range f.path(method.Pos(), method.Pos()) {
		switch n := n.(type) {
		case *ast.InterfaceType:
			if m.list == nil { // the innermost
				m.list = n.Methods
			}
		case *ast.Field:
			if m.field == nil {
				m.field = n
			}
		}
	}
	if m.list == nil || m.field == nil || len(m.field.Names) != 1 {
		return refuse("changed", method.Pos(), "the interface of %s is not where it was read; run again", method.FullName())
	}
	m.name = m.field.Names[0]
	s.methods[method.Pos()] = m
	s.listed = append(s.listed, m)
	return s.implement(m, method)
}

// implement gives the types that implement the interface of a method its sibling.
func (s *splitter) implement(m *ifaceMethod, method *types.Func) error {
	ifaces, err := s.variants(m, method)
	if err != nil {
		return err
	}
	for _, pkg := range s.pkgs {
		for _, name := range pkg.Scope().Names() {
			tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			n, ok := tn.Type().(*types.Named)
			if !ok || n.TypeParams().Len() > 0 || !implements(n, ifaces) {
				continue
			}
			obj, _, _ := types.LookupFieldOrMethod(n, true, method.Pkg(), method.Name())
			if fn, ok := obj.(*types.Func); ok {
				if err := s.implementer(n, fn.Origin()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// variants returns the interface that declares a method as each variant of its
// package has it.
func (s *splitter) variants(m *ifaceMethod, method *types.Func) ([]*types.Interface, error) {
	spec := (*ast.TypeSpec)(nil)
	for _, n := range m.file.path(method.Pos(), method.Pos()) {
		if t, ok := n.(*ast.TypeSpec); ok {
			if iface, ok := t.Type.(*ast.InterfaceType); ok && iface.Methods == m.list {
				spec = t
			}
		}
	}
	if spec == nil {
		return nil, refuse("split", method.Pos(), "the call goes through an interface that has no name; give it one")
	}
	if spec.TypeParams != nil {
		return nil, refuse("split", method.Pos(), "the call goes through %s, which is generic; split the function by hand", spec.Name.Name)
	}
	var out []*types.Interface
	for _, pkg := range s.pkgs {
		if tn, ok := pkg.Scope().Lookup(spec.Name.Name).(*types.TypeName); ok && tn.Pos() == spec.Name.Pos() {
			if iface, ok := tn.Type().Underlying().(*types.Interface); ok {
				out = append(out, iface)
			}
		}
	}
	return out, nil
}

// implements reports whether a type or a pointer to it implements one of the
// interfaces.
func implements(n *types.Named, ifaces []*types.Interface) bool {
	for _, iface := range ifaces {
		if types.Implements(n, iface) || !types.IsInterface(n) && types.Implements(types.NewPointer(n), iface) {
			return true
		}
	}
	return false
}

// implementer gives a type the sibling of its method fn.
func (s *splitter) implementer(n *types.Named, fn *types.Func) error {
	if recv := fn.Signature().Recv(); types.IsInterface(recv.Type()) {
		if s.methods[fn.Pos()] != nil {
			return nil
		}
		return s.extend(fn)
	}
	f, ok := s.src.FileAt(fn.Pos())
	if !ok || f.Module == "" {
		return refuse("foreign", token.NoPos, "%s implements the interface with a method from outside the module and has no %s", n.Obj().Name(), siblingName(fn.Name()))
	}
	decl, ok := f.declAt(fn.Pos()).(*ast.FuncDecl)
	if !ok {
		return refuse("changed", fn.Pos(), "%s is not where it was read; run again", fn.Name())
	}
	s.sibling(f, decl).apart = ast.IsGenerated(f.Syntax)
	return nil
}
