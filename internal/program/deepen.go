package program

import (
	"errors"
	"fmt"
	"go/ast"
	"go/scanner"
	"go/types"
	"os"
	"runtime"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// A deepening reads dependencies of a loaded program from source that were read
// from export data. What lies between them and the program is checked again, so
// that all of it speaks of the same objects. Loading everything again would have
// the go command list everything again.
type deepening struct {
	prog *Program
	want map[string]bool                     // the import paths of what is to have syntax
	deep map[*packages.Package]chan struct{} // what is, or imports, one of those; closed when it is checked
	cpus chan struct{}                       // limits how many are checked at a time

	mu    sync.Mutex
	types map[string]*types.Package // what export data may refer to, by import path
}

// deepen gives the dependencies at paths syntax and full types, and returns them.
func (p *Program) deepen(roots []*packages.Package, paths []string) []*packages.Package {
	d := &deepening{
		prog: p, want: map[string]bool{}, deep: map[*packages.Package]chan struct{}{},
		cpus: make(chan struct{}, runtime.GOMAXPROCS(0)), types: map[string]*types.Package{},
	}
	for _, path := range paths {
		d.want[path] = true
	}
	var out []*packages.Package
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		wanted := d.want[pkg.PkgPath]
		if wanted {
			out = append(out, pkg)
		}
		if wanted || len(d.below(pkg)) > 0 {
			d.deep[pkg] = make(chan struct{})
		} else if pkg.Types != nil {
			d.types[pkg.PkgPath] = pkg.Types
		}
	})
	for pkg, done := range d.deep {
		go func() {
			defer close(done)
			for _, below := range d.below(pkg) {
				<-below
			}
			d.cpus <- struct{}{}
			d.check(pkg)
			<-d.cpus
		}()
	}
	for _, done := range d.deep {
		<-done
	}
	return out
}

// below returns what has to be checked before a package.
func (d *deepening) below(pkg *packages.Package) []chan struct{} {
	var out []chan struct{}
	for _, imp := range pkg.Imports {
		if done := d.deep[imp]; done != nil {
			out = append(out, done)
		}
	}
	return out
}

// check type-checks a package from source, with the files that are there already.
func (d *deepening) check(pkg *packages.Package) {
	own := len(pkg.Syntax) > 0
	var errs []packages.Error
	report := func(err error) { errs = append(errs, asErrors(err)...) }
	if !own {
		pkg.Syntax = d.parse(pkg, report)
	}
	conf := &types.Config{
		Importer:         importer(func(path string) (*types.Package, error) { return d.load(pkg, path) }),
		IgnoreFuncBodies: !own && !d.want[pkg.PkgPath],
		Error:            report,
		Sizes:            pkg.TypesSizes,
	}
	if pkg.Module != nil && pkg.Module.GoVersion != "" {
		conf.GoVersion = "go" + pkg.Module.GoVersion
	}
	pkg.TypesInfo = &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
	pkg.Types = types.NewPackage(pkg.PkgPath, pkg.Name)
	types.NewChecker(conf, d.prog.Fset, pkg.Types, pkg.TypesInfo).Files(pkg.Syntax) // errors went to report
	if len(pkg.Errors) == 0 {
		pkg.Errors = errs
	}
}

func (d *deepening) parse(pkg *packages.Package, report func(error)) []*ast.File {
	var files []*ast.File
	for _, name := range pkg.CompiledGoFiles {
		src, err := d.prog.opts.ReadFile(name)
		if err != nil {
			report(err)
			continue
		}
		file, err := parse(d.prog.Fset, name, src)
		if err != nil {
			report(err)
		}
		files = append(files, file)
	}
	return files
}

// importer is a function as a [types.Importer].
type importer func(path string) (*types.Package, error)

// Import implements [types.Importer].
func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// load returns the types that a package imports with path.
func (d *deepening) load(by *packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	dep := by.Imports[path]
	if dep == nil {
		return nil, fmt.Errorf("package %s is not loaded", path)
	}
	if d.deep[dep] != nil {
		return dep.Types, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if dep.Types != nil && dep.Types.Complete() {
		return dep.Types, nil
	}
	f, err := os.Open(dep.ExportFile)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	defer f.Close() // read only
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	t, err := gcexportdata.Read(r, d.prog.Fset, d.types, dep.PkgPath)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	dep.Types = t
	return t, nil
}

// asErrors are the errors of a parser or a type checker as go/packages has them.
func asErrors(err error) []packages.Error {
	if list, ok := errors.AsType[scanner.ErrorList](err); ok {
		var out []packages.Error
		for _, e := range list {
			out = append(out, packages.Error{Pos: e.Pos.String(), Msg: e.Msg, Kind: packages.ParseError})
		}
		return out
	}
	if e, ok := errors.AsType[types.Error](err); ok {
		return []packages.Error{{Pos: e.Fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError}}
	}
	return []packages.Error{{Msg: err.Error(), Kind: packages.UnknownError}}
}
