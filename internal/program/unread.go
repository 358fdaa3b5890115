package program

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
)

// unread returns why the callers of a call that were seen may not be all of
// them, empty if they are: a package that does not type-check was not read, and
// it can call whatever it imports, on behalf of nobody knows whom. What counts
// is the whole way, from what starts the code down to the wire.
func (p *Program) unread(f decide.Finding) string {
	var way []string
	for _, s := range f.Origin.Via {
		way = append(way, s.At.Pkg)
	}
	for _, frames := range [][]rest.Frame{f.Call.Callers, f.Call.Frames} {
		for _, frame := range frames {
			way = append(way, frame.In.Pkg)
		}
	}
	for _, b := range p.Broken {
		for _, pkg := range way {
			if b.PkgPath == pkg || p.below(b)[pkg] {
				return fmt.Sprintf("%s does not type-check, so it was not read, and it may call %s; mend it and run again", b.PkgPath, pkg)
			}
		}
	}
	if via := f.Origin.Via; len(via) > 0 && via[0].Span.IsValid() {
		return p.guarded(via[0].Span.Pos)
	}
	return ""
}

// guarded returns why it is not known who gets through to a handler: the function
// that registers it uses what handles or makes functions, and that was not read.
// It may be a middleware that lets only the staff in.
func (p *Program) guarded(registered token.Pos) string {
	for _, pkg := range p.Packages {
		for _, file := range pkg.Syntax {
			if registered < file.FileStart || file.FileEnd < registered {
				continue
			}
			for _, d := range file.Decls {
				if d.Pos() <= registered && registered < d.End() {
					return p.guards(pkg, d)
				}
			}
		}
	}
	return ""
}

func (p *Program) guards(pkg *packages.Package, d ast.Decl) string {
	why := ""
	ast.Inspect(d, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || why != "" {
			return why == ""
		}
		fn, ok := pkg.TypesInfo.Uses[id].(*types.Func)
		if ok && fn.Pkg() != nil && takesCode(fn.Signature()) && slices.ContainsFunc(p.Broken, func(b *packages.Package) bool { return b.PkgPath == fn.Pkg().Path() }) {
			why = fmt.Sprintf("%s does not type-check, so %s was not read, and it may decide who gets through to the handler; mend it and run again", fn.Pkg().Path(), fn.Name())
		}
		return true
	})
	return why
}

// takesCode reports whether a function is given code to run, or gives some.
func takesCode(sig *types.Signature) bool {
	for _, list := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range list.Variables() {
			switch t := v.Type().Underlying().(type) {
			case *types.Signature:
				return true
			case *types.Interface: // http.Handler and its like
				if t.NumMethods() == 1 && t.Method(0).Name() != "Error" {
					return true
				}
			}
		}
	}
	return false
}

// below returns the packages that a package can call: what it imports, and what
// that imports.
func (p *Program) below(b *packages.Package) map[string]bool {
	if p.reached[b] != nil {
		return p.reached[b]
	}
	known := map[string]*packages.Package{}
	for _, pkg := range slices.Concat(p.Packages, p.Broken, p.Client) {
		known[pkg.PkgPath] = pkg
	}
	out := map[string]bool{}
	var visit func(path string)
	visit = func(path string) {
		pkg := known[path]
		if pkg == nil || out[path] {
			return
		}
		out[path] = true
		for _, imp := range imports(pkg) {
			visit(imp)
		}
	}
	for _, imp := range imports(b) {
		visit(imp)
	}
	if p.reached == nil {
		p.reached = map[*packages.Package]map[string]bool{}
	}
	p.reached[b] = out
	return out
}

// imports returns what a package imports, as the go command says and as its
// files say, which may not all be sound.
func imports(pkg *packages.Package) []string {
	var out []string
	for path := range pkg.Imports {
		out = append(out, path)
	}
	for _, file := range pkg.Syntax {
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				out = append(out, path)
			}
		}
	}
	return out
}
