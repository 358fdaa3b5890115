package fixes

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// local returns the name under which the file uses a package at pos, and makes
// sure that it is imported. other is the name to take if its own is taken.
func (fd *fileDraft) local(pkg, other string, pos token.Pos) (string, error) {
	if name := fd.file.imported(pkg, pos); name != "" {
		return name, nil
	}
	own := packageName(pkg)
	for _, s := range fd.add {
		switch {
		case s.path != pkg:
		case s.name != "":
			return s.name, nil
		default:
			return own, nil
		}
	}
	name := own
	for i := 2; fd.file.taken(name); i++ {
		switch {
		case name == own && other != own:
			name = other
		case i > 9:
			return "", refuse("name", pos, "no free name for an import of %s", pkg)
		default:
			name = fmt.Sprintf("%s%d", other, i)
		}
	}
	s := importSpec{path: pkg}
	if name != own {
		s.name = name
	}
	fd.need(s)
	return name, nil
}

// imported returns the name under which the file imports a package, if it
// means that package at pos.
func (f *File) imported(pkg string, pos token.Pos) string {
	for _, spec := range f.Syntax.Imports {
		if importPath(spec) != pkg || localName(spec) == "_" || localName(spec) == "." {
			continue
		}
		name := packageName(pkg)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if obj, ok := f.lookup(name, pos).(*types.PkgName); ok && obj.Imported().Path() == pkg {
			return name
		}
	}
	return ""
}

// packageName guesses the name of a package from its path.
func packageName(pkg string) string {
	base := path.Base(pkg)
	if v, ok := strings.CutPrefix(base, "v"); ok && v != "" && strings.Trim(v, "0123456789") == "" {
		return path.Base(path.Dir(pkg))
	}
	return base
}

// taken reports whether a name means something anywhere in the file.
func (f *File) taken(name string) bool {
	if f.Pkg != nil && f.Pkg.Scope().Lookup(name) != nil {
		return true
	}
	for id, obj := range f.Info.Defs {
		if id.Name == name && f.holds(id.Pos()) && !isMember(obj) {
			return true
		}
	}
	for n, obj := range f.Info.Implicits {
		if _, ok := n.(*ast.ImportSpec); ok && f.holds(n.Pos()) && obj.Name() == name {
			return true
		}
	}
	return false
}

// isMember reports whether obj is a field or method: its name shadows nothing.
func isMember(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.IsField()
	case *types.Func:
		return obj.Signature().Recv() != nil
	}
	return false
}

// connect fills a template of the Connect client and imports its package.
func (p *planner) connect(fd *fileDraft, template string, pos token.Pos, ctx, user, client string) (string, error) {
	c := p.opt.Connect
	if c.Import != "" && fd.file.Module != "" {
		pkg := c.ImportPath(fd.file.Module)
		own := packageName(pkg)
		if mentioned(template, own) {
			if err := p.use(fd.file, pkg, pos); err != nil {
				return "", err
			}
			name, err := fd.local(pkg, "loop"+own, pos)
			if err != nil {
				return "", err
			}
			template = requalify(template, own, name)
		}
	}
	return c.Fill(template, ctx, user, client), nil
}

// use notes which Connect client a rewrite imports. It is one: contexts and
// grants of another mean nothing to it.
func (p *planner) use(f *File, pkg string, pos token.Pos) error {
	from := f.Module
	if f.Pkg != nil {
		from = f.Pkg.Path()
	}
	want := cmp.Or(p.used, p.client, pkg)
	switch {
	case from == pkg:
		return refuse("connect", pos, "the Connect package itself is not migrated")
	case want != pkg:
		return refuse("connect", pos, "%s and %s do not know each other's users; choose one client that the modules share: connect: {import: %s/connect} in scopemap.yaml beside go.work",
			want, pkg, p.lowest())
	case !visible(pkg, from):
		return refuse("connect", pos, "%s cannot import %s, which is internal to others; choose another place: connect: {import: %s/connect} in scopemap.yaml beside go.work",
			from, pkg, p.lowest())
	}
	p.used = pkg
	return nil
}

// lowest returns the path of the module that stands nearest to the wire: the
// others import it.
func (p *planner) lowest() string {
	for _, frame := range slices.Backward(p.call.Frames) {
		if f, ok := p.opt.Source.FileAt(frame.Call.Pos); ok && f.Module != "" {
			return f.Module
		}
	}
	return p.home.file.Module
}

// visible reports whether a package may import another, as far as directories
// called internal go.
func visible(pkg, from string) bool {
	i := strings.LastIndex("/"+pkg+"/", "/internal/")
	if i < 0 {
		return true
	}
	above := strings.TrimSuffix(pkg[:i], "/")
	return above == "" || within(from, above)
}

// requalify renames a package in Go text.
func requalify(text, from, to string) string {
	if from == to {
		return text
	}
	var changes []change
	prev := token.ILLEGAL
	for _, l := range lexemes(text) {
		if l.kind == token.IDENT && l.text == from && prev != token.PERIOD {
			changes = append(changes, change{l.from, l.to, to})
		}
		prev = l.kind
	}
	return apply(changes, text)
}

// context returns the context expression at pos: the one that is known, a
// variable in scope, a request's; context.Background where there is none.
func (fd *fileDraft) context(known rest.Span, pos token.Pos) (string, error) {
	f := fd.file
	if known.IsValid() && f.holds(known.Pos) {
		if e := f.exprAt(known.Pos, known.End); e != nil && f.isContext(e) && f.stable(e, pos) {
			return f.source(e), nil
		}
	}
	if text := f.contextInScope(pos); text != "" {
		return text, nil
	}
	name, err := fd.local("context", "stdcontext", pos)
	return name + ".Background()", err
}

// isContext reports whether e is a context that may be evaluated again.
func (f *File) isContext(e ast.Expr) bool {
	if !isNamed(f.Info.TypeOf(e), "context", "Context") {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return true
	case *ast.CallExpr:
		fn := callee(f.Info, x)
		return fn != nil && (fn.Name() == "Context" || fn.Name() == "UserContext") && len(x.Args) == 0
	}
	return false
}

// stable reports whether all names of e mean the same at pos.
func (f *File) stable(e ast.Expr, pos token.Pos) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if id, is := n.(*ast.Ident); is {
			if v, is := f.Info.Uses[id].(*types.Var); is && !v.IsField() {
				ok = ok && f.lookup(id.Name, pos) == types.Object(v)
			}
		}
		return ok
	})
	return ok
}

// contextInScope returns a context that is at hand at pos, or "".
func (f *File) contextInScope(pos token.Pos) string {
	scope := f.Info.Scopes[f.Syntax]
	if scope == nil {
		return ""
	}
	for s := scope.Innermost(pos); s != nil && s != scope; s = s.Parent() {
		best, request := "", ""
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok || name == "_" || v.Pos() >= pos || f.lookup(name, pos) != types.Object(v) {
				continue
			}
			switch {
			case isNamed(v.Type(), "context", "Context"):
				if best == "" || name == "ctx" {
					best = name
				}
			case (v.Kind() == types.ParamVar || v.Kind() == types.RecvVar) && request == "":
				request = requestContext(v)
			}
		}
		if best != "" {
			return best
		}
		if request != "" {
			return request // a context further out is that of who made the handler
		}
	}
	return ""
}
