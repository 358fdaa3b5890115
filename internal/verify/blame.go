package verify

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"

	"golang.org/x/tools/go/packages"
)

// blame returns the groups that the problems point to, with the compiler's
// message. The search widens until it finds one: the declaration, the file, the
// packages below, everything.
func (r *round) blame(problems []problem) (map[string]string, error) {
	drop := map[string]string{}
	for _, p := range problems {
		if _, ok := r.prop.Create[p.file]; ok && p.pkg == nil { // of a new package: no edit can be the reason
			return nil, fmt.Errorf("%w: %s", ErrUnverified, r.message(p))
		}
		groups := r.inDecl(p)
		if len(groups) == 0 {
			groups = r.inFiles(func(name string) bool { return name == p.file })
		}
		if len(groups) == 0 && p.pkg != nil {
			below := filesBelow(p.pkg)
			groups = r.inFiles(func(name string) bool { return below[name] })
		}
		if len(groups) == 0 {
			groups = r.inFiles(func(string) bool { return true })
		}
		for _, group := range groups {
			if drop[group] == "" {
				drop[group] = "would not compile: " + r.message(p)
			}
		}
	}
	if len(problems) > 0 && len(drop) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrUnverified, r.message(problems[0]))
	}
	return drop, nil
}

// message prints a problem as the compiler does. Its position is in the text
// as it would have become.
func (r *round) message(p problem) string {
	if p.file == "" {
		return p.msg
	}
	return fmt.Sprintf("%s:%d:%d: %s", r.world.prog.rel(p.file), p.line, p.col, p.msg)
}

// inDecl returns the groups with edits in the top-level declaration around p.
func (r *round) inDecl(p problem) []string {
	text, ok := r.overlay[p.file]
	if !ok {
		return nil
	}
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, p.file, text, parser.SkipObjectResolution) // half a tree is enough
	if file == nil {
		return nil
	}
	for _, decl := range file.Decls {
		from, to := fset.Position(decl.Pos()).Offset, fset.Position(decl.End()).Offset
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT || p.at < from || p.at > to {
			continue
		}
		var groups []string
		for _, e := range r.where[p.file] {
			if e.at <= to && e.end >= from {
				groups = append(groups, e.Group)
			}
		}
		return groups
	}
	return nil
}

// inFiles returns the groups with edits in the files that match.
func (r *round) inFiles(match func(string) bool) []string {
	var groups []string
	for _, e := range r.prop.Edits {
		if match(e.File) {
			groups = append(groups, e.Group)
		}
	}
	return groups
}

// filesBelow returns the files of a package and of the packages it imports. All
// Go files of a directory count, so that a test variant finds its package.
func filesBelow(pkg *packages.Package) map[string]bool {
	files := map[string]bool{}
	seen := map[*packages.Package]bool{}
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		if seen[p] {
			return
		}
		seen[p] = true
		for _, name := range p.CompiledGoFiles {
			files[filepath.Clean(name)] = true
		}
		for _, dep := range p.Imports {
			visit(dep)
		}
	}
	visit(pkg)
	return files
}
