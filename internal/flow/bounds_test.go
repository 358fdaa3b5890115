package flow_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/idiom"
	"github.com/m2me/m2me/internal/trigger"
)

// TestWrappers holds that types which wrap others of their own interface, and the
// callbacks they are given, do not multiply what is kept for a function.
func TestWrappers(t *testing.T) {
	src := &strings.Builder{}
	fmt.Fprint(src, `package store

import "net/http"

type Store interface{ List(dir string, each func(names []string)) }

type api struct{ base string }

func (a *api) List(dir string, each func(names []string)) {
	if resp, err := http.Get(a.base + dir); err == nil {
		each([]string{resp.Status})
	}
}
`)
	for i := range 7 {
		fmt.Fprintf(src, `
type wrap%[1]d struct{ in, other Store }

func (w *wrap%[1]d) List(dir string, each func(names []string)) {
	var all []string
	collect := func(names []string) { all = append(all, names...); each(all) }
	w.in.List(dir, collect)
	w.other.List(dir, collect)
	w.in.List(dir+"/%[1]d", func(names []string) { each(append(all, names...)) })
	w.other.List("old/"+dir, func(names []string) { each(names); collect(all) })
}
`, i)
	}
	w := evaluated(t, src.String())
	const requests, left = 600, 100
	for _, f := range w.Funcs() {
		if sum := w.Summary(f); sum != nil && (len(sum.Sends) > requests || len(sum.Dyn) > left) {
			t.Errorf("%s keeps %d requests and %d calls of functions", f.Name.Name, len(sum.Sends), len(sum.Dyn))
		}
	}
}

// evaluated returns the world of one file.
func evaluated(t *testing.T, src string) *flow.World {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "store.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("example.com/store", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	models, pure := idiom.Models()
	w := flow.NewWorld(fset, []*flow.Package{{Path: pkg.Path(), Types: pkg, Info: info, Files: []*ast.File{file}, Own: true}},
		flow.Config{Models: models, Pure: pure, Triggers: trigger.Triggers()})
	w.Run()
	return w
}
