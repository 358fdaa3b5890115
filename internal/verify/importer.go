package verify

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// A world is every package whose types are at hand, by import path.
type world struct {
	prog   *Program
	types  map[string]*types.Package
	failed map[string]error
	files  map[string][]*token.File // what was parsed, by name
}

func newWorld(p *Program) *world {
	w := &world{prog: p, types: map[string]*types.Package{}, failed: map[string]error{}, files: map[string][]*token.File{}}
	for _, pkg := range p.Packages {
		for _, file := range pkg.Syntax {
			tf := p.Fset.File(file.FileStart)
			w.files[tf.Name()] = append(w.files[tf.Name()], tf)
		}
	}
	var add func(t *types.Package)
	add = func(t *types.Package) {
		if t == nil || w.types[t.Path()] != nil {
			return
		}
		w.types[t.Path()] = t
		for _, imp := range t.Imports() {
			add(imp)
		}
	}
	// Test variants share the path of the package they extend: plain ones first.
	for _, plain := range []bool{true, false} {
		packages.Visit(p.Packages, nil, func(pkg *packages.Package) {
			if (pkg.ID == pkg.PkgPath) == plain {
				add(pkg.Types)
			}
		})
	}
	return w
}

// fetch makes the types of paths complete, in one run of the go command.
func (w *world) fetch(paths []string) error {
	var missing []string
	for _, path := range paths {
		if t := w.types[path]; path != "unsafe" && path != "C" && (t == nil || !t.Complete()) && w.failed[path] == nil {
			missing = append(missing, path)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	cfg := w.prog.Config
	cfg.Mode = packages.NeedName | packages.NeedExportFile
	cfg.Tests, cfg.Fset = false, nil
	pkgs, err := packages.Load(&cfg, missing...)
	if err != nil {
		return fmt.Errorf("load the packages that new code imports: %w", err)
	}
	for _, pkg := range pkgs {
		if err := w.read(pkg); err != nil {
			w.failed[pkg.PkgPath] = err
		}
	}
	return nil
}

// read reads the export data of a package into the world.
func (w *world) read(pkg *packages.Package) error {
	if len(pkg.Errors) > 0 {
		return errors.New(pkg.Errors[0].Msg)
	}
	if pkg.ExportFile == "" {
		return fmt.Errorf("package %s has no export data", pkg.PkgPath)
	}
	f, err := os.Open(pkg.ExportFile)
	if err != nil {
		return fmt.Errorf("export data of %s: %w", pkg.PkgPath, err)
	}
	defer f.Close() // read only
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return fmt.Errorf("export data of %s: %w", pkg.PkgPath, err)
	}
	if _, err := gcexportdata.Read(r, w.prog.Fset, w.types, pkg.PkgPath); err != nil {
		return fmt.Errorf("export data of %s: %w", pkg.PkgPath, err)
	}
	return nil
}

// importer resolves the imports of one package: to what was checked again, to
// what it was loaded with, or to the world.
type importer struct {
	world   *world
	pkg     *packages.Package         // nil for a new package
	checked map[string]*types.Package // by package ID
	created map[string]*types.Package // new packages, by path
}

// Import implements [types.Importer].
func (im importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if t := im.created[path]; t != nil {
		return t, nil
	}
	if im.pkg != nil {
		if dep := im.pkg.Imports[path]; dep != nil {
			if t := im.checked[dep.ID]; t != nil {
				return t, nil
			}
			if dep.Types != nil && dep.Types.Complete() {
				return dep.Types, nil
			}
			path = dep.PkgPath // vendored packages of the standard library
		}
	}
	if t := im.checked[path]; t != nil {
		return t, nil
	}
	if t := im.world.types[path]; t != nil && t.Complete() {
		return t, nil
	}
	if err := im.world.failed[path]; err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("package %s is not loaded", path)
}
