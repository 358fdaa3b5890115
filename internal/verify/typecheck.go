package verify

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A problem is an error of the compiler that a change has brought.
type problem struct {
	pkg  *packages.Package // nil for a new package
	file string            // absolute path
	at   int               // offset in the new text
	line int
	col  int
	msg  string
}

// A checker type-checks a program in which some files have other content.
type checker struct {
	world   *world
	fset    *token.FileSet // of this round; syntax that is reused stays in the program's
	overlay map[string][]byte
	create  map[string][]byte
	parsed  map[string]*ast.File
	checked map[string]*types.Package
	created map[string]*types.Package
	found   []problem
}

// check returns the errors that the new contents bring.
func (w *world) check(overlay, create map[string][]byte) ([]problem, error) {
	c := &checker{
		world: w, fset: w.prog.Fset, overlay: overlay, create: create,
		parsed: map[string]*ast.File{}, checked: map[string]*types.Package{}, created: map[string]*types.Package{},
	}
	c.parse()
	if len(c.found) > 0 {
		return c.found, nil // a file that does not parse would only bring more errors
	}
	if err := w.fetch(c.imports()); err != nil {
		return nil, err
	}
	for _, dir := range slices.Sorted(maps.Keys(dirsOf(create))) {
		if c.loaded(dir) {
			continue
		}
		if err := c.checkNew(dir); err != nil {
			return nil, err
		}
	}
	for _, pkg := range c.affected() {
		c.checkAgain(pkg)
	}
	return c.found, nil
}

// parse parses the files that have changed.
func (c *checker) parse() {
	all := maps.Clone(c.overlay)
	maps.Copy(all, c.create)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if filepath.Ext(name) != ".go" {
			continue
		}
		file, err := parser.ParseFile(c.fset, name, all[name], parser.ParseComments|parser.SkipObjectResolution)
		c.parsed[name] = file
		if list, ok := errors.AsType[scanner.ErrorList](err); ok {
			for _, e := range list {
				c.found = append(c.found, problem{file: name, at: e.Pos.Offset, line: e.Pos.Line, col: e.Pos.Column, msg: e.Msg})
			}
		}
	}
}

// imports returns what the changed files import and no new package provides.
func (c *checker) imports() []string {
	created := map[string]bool{}
	for dir := range dirsOf(c.create) {
		created[c.importPath(dir)] = true
	}
	var paths []string
	for _, file := range c.parsed {
		for _, spec := range file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err == nil && !created[p] {
				paths = append(paths, p)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// affected returns the loaded packages that hold a changed file and those that
// import them, dependencies first.
func (c *checker) affected() []*packages.Package {
	var order []*packages.Package
	state := map[*packages.Package]bool{}
	var visit func(p *packages.Package) bool
	visit = func(p *packages.Package) bool {
		if hit, seen := state[p]; seen {
			return hit
		}
		state[p] = false
		hit := slices.ContainsFunc(p.CompiledGoFiles, func(f string) bool { _, ok := c.overlay[f]; return ok })
		hit = hit || len(c.joining(p)) > 0
		for _, id := range slices.Sorted(maps.Keys(p.Imports)) {
			hit = visit(p.Imports[id]) || hit
		}
		hit = hit && len(p.Syntax) > 0
		state[p] = hit
		if hit {
			order = append(order, p)
		}
		return hit
	}
	for _, p := range c.world.prog.Packages {
		visit(p)
	}
	return order
}

// checkAgain checks a loaded package with its new contents.
func (c *checker) checkAgain(pkg *packages.Package) {
	var files []*ast.File
	for _, old := range pkg.Syntax {
		name := c.fset.PositionFor(old.FileStart, false).Filename
		if file := c.parsed[name]; file != nil {
			old = file
		}
		files = append(files, old)
	}
	files = append(files, c.joining(pkg)...)
	before := map[string]int{}
	for _, e := range pkg.TypeErrors {
		before[filepath.Base(e.Fset.Position(e.Pos).Filename)+": "+e.Msg]++
	}
	conf := c.config(pkg, func(e problem) {
		key := filepath.Base(e.file) + ": " + e.msg
		if before[key]--; before[key] < 0 {
			c.found = append(c.found, e)
		}
	})
	t, _ := conf.Check(pkg.PkgPath, c.fset, files, nil) // errors went to the function
	c.checked[pkg.ID] = t
}

// loaded reports whether a directory holds a package of the program.
func (c *checker) loaded(dir string) bool {
	return slices.ContainsFunc(c.world.prog.Packages, func(p *packages.Package) bool { return holds(p, dir) })
}

func holds(p *packages.Package, dir string) bool {
	return len(p.GoFiles) > 0 && filepath.Dir(p.GoFiles[0]) == dir
}

// joining returns the new files that become part of a loaded package. New test
// files join its test variants.
func (c *checker) joining(pkg *packages.Package) []*ast.File {
	var out []*ast.File
	for _, name := range slices.Sorted(maps.Keys(c.create)) {
		file := c.parsed[name]
		if file == nil || !holds(pkg, filepath.Dir(name)) || file.Name.Name != pkg.Name ||
			strings.HasSuffix(name, "_test.go") && pkg.ID == pkg.PkgPath {
			continue
		}
		out = append(out, file)
	}
	return out
}

// checkNew checks a package all of whose files are new.
func (c *checker) checkNew(dir string) error {
	ctx := c.world.prog.buildContext(c.create)
	var files []*ast.File
	for _, name := range slices.Sorted(maps.Keys(c.create)) {
		if filepath.Dir(name) != dir {
			continue
		}
		ok, err := inBuild(ctx, name)
		if err != nil {
			return err
		}
		if ok {
			files = append(files, c.parsed[name])
		}
	}
	if len(files) == 0 {
		return nil
	}
	conf := c.config(nil, func(e problem) { c.found = append(c.found, e) })
	importPath := c.importPath(dir)
	t, _ := conf.Check(importPath, c.fset, files, nil) // errors went to the function
	c.created[importPath] = t
	return nil
}

// config returns how to check pkg; report is called for each error.
func (c *checker) config(pkg *packages.Package, report func(problem)) *types.Config {
	conf := &types.Config{
		Importer: importer{c.world, pkg, c.checked, c.created},
		Error: func(err error) {
			e, ok := errors.AsType[types.Error](err)
			if !ok {
				report(problem{pkg: pkg, msg: err.Error()})
				return
			}
			at := e.Fset.PositionFor(e.Pos, false)
			report(problem{pkg, at.Filename, at.Offset, at.Line, at.Column, e.Msg})
		},
	}
	like := pkg
	if like == nil && len(c.world.prog.Packages) > 0 {
		like = c.world.prog.Packages[0]
	}
	if like != nil {
		conf.Sizes = like.TypesSizes
		if like.Module != nil && like.Module.GoVersion != "" {
			conf.GoVersion = "go" + like.Module.GoVersion
		}
	}
	return conf
}

// importPath returns the import path of a new directory: that of the module it
// lies in, and the way down.
func (c *checker) importPath(dir string) string {
	best, found := "", filepath.Base(dir)
	for _, pkg := range c.world.prog.Packages {
		m := pkg.Module
		if m == nil || len(m.Dir) <= len(best) {
			continue
		}
		if rel, err := filepath.Rel(m.Dir, dir); err == nil && filepath.IsLocal(rel) {
			best, found = m.Dir, path.Join(m.Path, filepath.ToSlash(rel))
		}
	}
	return found
}

func dirsOf(files map[string][]byte) map[string]bool {
	dirs := map[string]bool{}
	for name := range files {
		dirs[filepath.Dir(name)] = true
	}
	return dirs
}
