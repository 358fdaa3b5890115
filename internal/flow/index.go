package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// indexPkg finds the functions and types of p.
func (w *World) indexPkg(p *Package) {
	for _, file := range p.Files {
		generated := ast.IsGenerated(file)
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			obj, ok := p.Info.Defs[fd.Name].(*types.Func)
			if !ok {
				continue
			}
			f := &Func{Obj: obj, Decl: fd, Pkg: p, Sig: obj.Signature(),
				Name: rest.Func{Pkg: p.Path, Name: declName(fd)}, Span: span(fd), Generated: generated}
			w.funcs[obj] = f
			w.all = append(w.all, f)
		}
	}
	w.findAssigned(p)
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
			if n, ok := tn.Type().(*types.Named); ok {
				w.named = append(w.named, n)
			}
		}
	}
}

// findAssigned notes the fields that statements of p assign.
func (w *World) findAssigned(p *Package) {
	hold := func(field *types.Var, val ast.Expr) {
		if fn := namedFunc(p.Info, val); fn != nil && field != nil {
			w.holds[field.Origin()] = append(w.holds[field.Origin()], fn)
		}
	}
	note := func(e ast.Expr) {
		if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
			if v, ok := p.Info.Uses[sel.Sel].(*types.Var); ok {
				w.assigned[v.Origin()] = true
			}
		}
	}
	for _, file := range p.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					note(l)
					if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) {
						field, _ := p.Info.Uses[sel.Sel].(*types.Var)
						hold(field, n.Rhs[i])
					}
				}
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok {
					field, _ := p.Info.Uses[id].(*types.Var)
					hold(field, n.Value)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					note(n.X)
				}
			}
			return true
		})
	}
}

// namedFunc returns the function or method that an expression of function type
// names.
func namedFunc(info *types.Info, x ast.Expr) *types.Func {
	var id *ast.Ident
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	fn, _ := info.Uses[id].(*types.Func)
	return fn
}

// declName spells a declared function as in a stack trace, without package and
// type parameters.
func declName(fd *ast.FuncDecl) string {
	if fd.Recv == nil || len(fd.Recv.List) == 0 {
		return fd.Name.Name
	}
	t := fd.Recv.List[0].Type
	star := false
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			star, t = true, x.X
			continue
		case *ast.ParenExpr:
			t = x.X
			continue
		case *ast.IndexExpr:
			t = x.X
			continue
		case *ast.IndexListExpr:
			t = x.X
			continue
		case *ast.Ident:
			if star {
				return "(*" + x.Name + ")." + fd.Name.Name
			}
			return x.Name + "." + fd.Name.Name
		}
		return fd.Name.Name
	}
}
