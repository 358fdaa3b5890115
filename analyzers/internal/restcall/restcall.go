// Package restcall is the stage of the analyzers that reads the calls of one
// package and has them decided. It reports nothing.
//
// What other packages send is known from facts. A function of the package that
// nobody in it calls may be called from anywhere, so its calls are left to the
// package that calls it: the finding is reported where code that is known to
// run for a user calls down.
package restcall

import (
	"go/ast"
	"go/build"
	"go/types"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers/internal/scopetable"
	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/idiom"
	"github.com/m2me/m2me/internal/rest"
	calls "github.com/m2me/m2me/internal/restcall"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/trigger"
)

// Analyzer reads and decides the calls of a package, with the table beside the
// governing go.mod.
var Analyzer = New(Options{Source: scopetable.Disk{}})

// Options are what a driver may decide.
type Options struct {
	Source scopetable.Source // where tables come from

	// Broken makes a table that cannot be used a problem of the package clause,
	// for drivers that drop errors of analyzers.
	Broken bool
}

// New returns an analyzer that reads and decides the calls of a package.
func New(o Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "m2merestcall",
		Doc:        "m2merestcall: read the REST calls of a package\n\nIt reports nothing; the analyzers of m2me build on it.",
		Run:        func(pass *analysis.Pass) (any, error) { return run(pass, o) },
		ResultType: reflect.TypeFor[*Result](),
		FactTypes:  []analysis.Fact{new(Sends)},
	}
}

// A Result is what the analyzers report about.
type Result struct {
	Findings []decide.Finding
	Problems []calls.Problem
	Table    *scopemap.Table
	Module   string // path of the module, empty if it is not known
	Connect  string // import path of the Connect client, empty if it is not known
	Client   bool   // the Connect client is there
}

func run(pass *analysis.Pass, o Options) (any, error) {
	if len(pass.Files) == 0 {
		return &Result{}, nil
	}
	p := locate(pass, o.Source)
	facts := newReader(pass)
	read := reach{all: true} // a package of the user's may join URLs with no import at all
	if !p.own {
		if standard(pass, p) {
			return &Result{}, nil
		}
		if read = reaching(pass, facts); read.nothing() {
			return &Result{}, nil
		}
	}
	table, err := p.source.Table(p.dir)
	if err != nil {
		return broken(pass, p, o, err)
	}
	res := &Result{Table: table, Module: p.module, Connect: connectPath(table.Connect(), p.module, pass.Pkg)}
	if pass.Pkg.Path() == res.Connect {
		return res, nil
	}
	models, pure := idiom.Models()
	var connect []string
	if res.Connect != "" {
		connect = append(connect, res.Connect)
	}
	pkg := &flow.Package{Path: pass.Pkg.Path(), Types: pass.Pkg, Info: pass.TypesInfo, Files: sources(pass), Own: true}
	triggers := calls.Triggers(trigger.Triggers(), table)
	w := flow.NewWorld(pass.Fset, []*flow.Package{pkg}, flow.Config{
		Models: models, Pure: pure, Triggers: triggers, Connect: connect, Import: facts.wire, Await: p.own,
		Skip: func(fn *types.Func) bool { return !read.all && !read.funcs[fn] }})
	w.Run()
	if !p.own { // a dependency: only its facts count
		return res, export(pass, w, func(flow.Frame) flow.Said { return flow.Said{} })
	}
	res.Client = p.source.HasPackage(p.dir, res.Connect)
	found := calls.Find(w, table, triggers, connect)
	if err := export(pass, w, found.Said); err != nil {
		return nil, err
	}
	res.Problems = found.Problems
	for _, f := range found.Findings {
		if f.Origin.Kind != rest.Unknown || !f.Origin.Open {
			res.Findings = append(res.Findings, f)
		}
	}
	return res, nil
}

// broken answers for a table that cannot be used.
func broken(pass *analysis.Pass, p place, o Options, err error) (any, error) {
	if !o.Broken {
		return nil, err
	}
	res := &Result{}
	if name := pass.Files[0].Name; p.own {
		at := rest.Span{Pos: name.Pos(), End: name.End()}
		res.Problems = []calls.Problem{{Span: at, Message: "nothing is known about calls, because the table cannot be used: " + err.Error()}}
	}
	return res, nil
}

// A place is where a package stands.
type place struct {
	source scopetable.Source
	dir    string
	module string // path, empty if it is not known
	own    bool   // the user's, and not a dependency
}

// locate says where the package stands. A driver that hands out no files, as
// Bazel's nogo, wants none read: the package then is the user's unless its
// directory says otherwise, and the built-in table governs it.
func locate(pass *analysis.Pass, source scopetable.Source) place {
	p := place{source: source, dir: packageDir(pass)}
	if _, fixed := source.(scopetable.Fixed); !fixed && pass.ReadFile == nil {
		p.source = scopetable.Fixed(nil)
	}
	if _, fixed := p.source.(scopetable.Fixed); fixed {
		p.own = !scopetable.Dependency(p.dir) && !standard(pass, p)
		return p
	}
	p.module = p.source.Module(p.dir)
	p.own = p.module != ""
	return p
}

func packageDir(pass *analysis.Pass) string {
	return filepath.Dir(pass.Fset.Position(pass.Files[0].FileStart).Filename)
}

// standard reports whether the package is part of the Go distribution, which
// need not be the one that this program was built with.
func standard(pass *analysis.Pass, p place) bool {
	root := filepath.Join(build.Default.GOROOT, "src") + string(filepath.Separator)
	if strings.HasPrefix(p.dir+string(filepath.Separator), root) || strings.HasPrefix(p.dir, "$GOROOT") {
		return true
	}
	first, _, _ := strings.Cut(pass.Pkg.Path(), "/")
	if _, fixed := p.source.(scopetable.Fixed); fixed || strings.Contains(first, ".") {
		return false
	}
	return scopetable.Standard(p.dir)
}

// connectPath is the import path of the Connect client. Where the module is not
// known, it is what the package imports from the directory that the table names.
func connectPath(c scopemap.Connect, module string, pkg *types.Package) string {
	_, tail, inModule := strings.Cut(c.Import, "{module}")
	if module != "" || !inModule {
		return c.ImportPath(module)
	}
	if strings.HasSuffix(pkg.Path(), tail) {
		return pkg.Path()
	}
	for _, imp := range pkg.Imports() {
		if strings.HasSuffix(imp.Path(), tail) {
			return imp.Path()
		}
	}
	return ""
}

// sources returns the files of the package without its tests.
func sources(pass *analysis.Pass) []*ast.File {
	var out []*ast.File
	for _, f := range pass.Files {
		if !strings.HasSuffix(pass.Fset.Position(f.FileStart).Filename, "_test.go") {
			out = append(out, f)
		}
	}
	return out
}
