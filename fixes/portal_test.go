package fixes

import (
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
	"golang.org/x/tools/go/packages"
)

// TestPortal rewrites the portal from calls written by hand (portal.calls) and
// compares with the hand-written result: the rewriter without the recogniser.
func TestPortal(t *testing.T) {
	const root = "../testdata/programs/portal"
	prog, order := loadModule(t, root, "example.com/portal")
	spec, err := os.ReadFile("testdata/portal.calls")
	if err != nil {
		t.Fatal(err)
	}
	table, err := scopemap.Default()
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{t: t, prog: prog, order: order}
	b := NewBatch(Options{Source: prog, Connect: table.Connect()})
	for _, in := range r.read(string(spec)) {
		if err := b.Migrate(in.Input); err != nil {
			t.Errorf("%s: %v", in.Finding.Match.Path, refusalText(prog, err))
		}
	}
	if err := b.RemoveScope(scopeElement(t, prog, "internal/billing/billing.go", `"admin:payments"`)); err != nil {
		t.Error(err)
	}
	files, err := b.Edits()
	if err != nil {
		t.Fatal(err)
	}
	want := goFiles(t, root+".after")
	for _, fe := range files {
		got := string(fe.Apply())
		if got != want[fe.File.Name] {
			t.Errorf("%s is\n%s\nwant\n%s", fe.File.Name, got, want[fe.File.Name])
		}
		delete(want, fe.File.Name)
	}
	for name := range want {
		t.Errorf("%s was not changed", name)
	}
}

func scopeElement(t *testing.T, prog *program, name, text string) rest.Span {
	r := &reader{t: t, prog: prog, order: []string{name}}
	return r.find(text, nil)
}

// goFiles reads the Go files under a directory.
func goFiles(t *testing.T, root string) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// loadModule loads a module as the CLI does.
func loadModule(t *testing.T, root, module string) (*program, []string) {
	dir, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	cfg := &packages.Config{Dir: dir, Fset: token.NewFileSet(), Mode: packages.LoadSyntax | packages.NeedModule}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil || packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the module does not load: ", err)
	}
	prog := &program{fset: cfg.Fset, files: map[string]*File{}}
	var order []string
	for _, pkg := range pkgs {
		for i, syntax := range pkg.Syntax {
			rel, err := filepath.Rel(dir, pkg.CompiledGoFiles[i])
			if err != nil || strings.HasPrefix(rel, "..") {
				continue
			}
			src, err := os.ReadFile(pkg.CompiledGoFiles[i])
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.ToSlash(rel)
			prog.files[name] = &File{Name: name, Fset: cfg.Fset, Syntax: syntax, Src: src, Info: pkg.TypesInfo, Pkg: pkg.Types, Module: module}
			order = append(order, name)
		}
	}
	return prog, order
}
