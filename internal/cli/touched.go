package cli

import (
	"context"
	"errors"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/verify"
	"golang.org/x/tools/go/packages"
)

// check has what is proposed checked. Loaded for it is what the first proposal
// touches, and everything if a later one edits other files.
func (p *proposer) check(ctx context.Context) (*verify.Result, error) {
	p.say("rewriting")
	first, err := p.propose(nil)
	if err != nil {
		return nil, err
	}
	dirs, err := p.touched(first.Edits)
	if err != nil {
		return nil, err
	}
	prog, err := p.program(ctx, dirs)
	if err != nil {
		return nil, err
	}
	p.say("checking the rewrites")
	loaded := filesOf(first.Edits)
	elsewhere := errors.New("another file is edited")
	res, err := verify.Check(ctx, prog, func(refused map[string]string) (verify.Proposal, error) {
		if len(refused) == 0 {
			return first, nil
		}
		next, err := p.propose(refused)
		if err == nil && slices.ContainsFunc(next.Edits, func(e verify.Edit) bool { return !loaded[e.File] }) {
			err = elsewhere
		}
		return next, err
	})
	if !errors.Is(err, elsewhere) {
		return res, err
	}
	if prog, err = p.program(ctx, p.work.patterns()); err != nil {
		return nil, err
	}
	return verify.Check(ctx, prog, p.propose)
}

func filesOf(edits []verify.Edit) map[string]bool {
	files := map[string]bool{}
	for _, e := range edits {
		files[e.File] = true
	}
	return files
}

// touched returns patterns that name the packages with an edited file, what
// imports them, directly or not, and what does so only in its tests.
func (a *analysis) touched(edits []verify.Edit) ([]string, error) {
	own := slices.Concat(a.prog.Packages, a.prog.Broken)
	hit := a.importers(own, filesOf(edits))
	dirs := map[string]bool{}
	for _, pkg := range own {
		if hit[pkg.PkgPath] {
			dirs[pkg.Dir] = true
		}
	}
	for _, m := range a.work.modules {
		err := walkModule(m.dir, func(name string, _ fs.DirEntry) error {
			if strings.HasSuffix(name, "_test.go") && !dirs[filepath.Dir(name)] && a.session.imports(name, hit) {
				dirs[filepath.Dir(name)] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if 2*len(dirs) > len(own) {
		return a.work.patterns(), nil
	}
	return slices.Sorted(maps.Keys(dirs)), nil
}

// importers returns the import paths of the packages that hold one of the files,
// and of those that import them.
func (a *analysis) importers(pkgs []*packages.Package, files map[string]bool) map[string]bool {
	by := map[string][]string{}
	var next []string
	for _, pkg := range pkgs {
		for _, dep := range pkg.Imports {
			by[dep.PkgPath] = append(by[dep.PkgPath], pkg.PkgPath)
		}
		for _, syn := range pkg.Syntax {
			if files[a.prog.Fset.File(syn.FileStart).Name()] {
				next = append(next, pkg.PkgPath)
			}
		}
	}
	hit := map[string]bool{}
	for len(next) > 0 {
		path := next[len(next)-1]
		next = next[:len(next)-1]
		if !hit[path] {
			hit[path] = true
			next = append(next, by[path]...)
		}
	}
	return hit
}

// imports reports whether a file imports one of the paths. What does not parse
// may.
func (s *session) imports(name string, paths map[string]bool) bool {
	src, err := s.readFile(name)
	if err != nil {
		return true
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		return true
	}
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && paths[path] {
			return true
		}
	}
	return false
}
