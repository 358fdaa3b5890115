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

// Analyzer reads and decides the calls of a package.
var Analyzer = &analysis.Analyzer{
	Name:       "m2merestcall",
	Doc:        "m2merestcall: read the REST calls of a package\n\nIt reports nothing; the analyzers of m2me build on it.",
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(Sends)},
}

// A Result is what the analyzers report about.
type Result struct {
	Findings []decide.Finding
	Problems []calls.Problem
	Table    *scopemap.Table
	Module   string // path of the module, empty if it is not known
	Dir      string // of the package
}

func run(pass *analysis.Pass) (any, error) {
	if !concerned(pass) {
		return &Result{}, nil
	}
	dir := packageDir(pass)
	table, err := scopetable.For(dir)
	if err != nil {
		return nil, err
	}
	res := &Result{Table: table, Dir: dir, Module: scopetable.Module(dir)}
	models, pure := idiom.Models()
	connect := table.Connect().ImportPath(res.Module)
	if pass.Pkg.Path() == connect {
		return res, nil
	}
	pkg := &flow.Package{Path: pass.Pkg.Path(), Types: pass.Pkg, Info: pass.TypesInfo, Files: sources(pass), Own: true}
	triggers := calls.Triggers(trigger.Triggers, table)
	w := flow.NewWorld(pass.Fset, []*flow.Package{pkg}, flow.Config{
		Models: models, Pure: pure, Triggers: triggers, Connect: connect, Import: importer(pass)})
	w.Run()
	export(pass, w)
	if res.Module == "" { // a dependency: only its facts count
		return res, nil
	}
	found := calls.Find(w, table, triggers, connect)
	res.Problems = found.Problems
	for _, f := range found.Findings {
		if f.Origin.Kind != rest.Unknown || !f.Origin.Open {
			res.Findings = append(res.Findings, f)
		}
	}
	return res, nil
}

// concerned is the cheap reason to return: a package of the standard library,
// or a dependency that does not even import what requests, contexts and URLs
// are made of, and calls nothing that does. A package of the user's may join
// URLs with no import at all.
func concerned(pass *analysis.Pass) bool {
	if len(pass.Files) == 0 || standard(pass) {
		return false
	}
	if scopetable.Module(packageDir(pass)) != "" {
		return true
	}
	for _, imp := range pass.Pkg.Imports() {
		switch imp.Path() {
		case "net/http", "context", "net/url":
			return true
		}
	}
	return len(pass.AllObjectFacts()) > 0
}

func packageDir(pass *analysis.Pass) string {
	return filepath.Dir(pass.Fset.Position(pass.Files[0].FileStart).Filename)
}

// standard reports whether the package is part of the Go distribution.
func standard(pass *analysis.Pass) bool {
	name := pass.Fset.Position(pass.Files[0].FileStart).Filename
	root := filepath.Join(build.Default.GOROOT, "src")
	return strings.HasPrefix(name, root+string(filepath.Separator)) || strings.HasPrefix(name, "$GOROOT")
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
