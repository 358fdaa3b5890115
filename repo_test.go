package m2me_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/format"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

const module = "github.com/m2me/m2me"

// layers is the table of the design: imports go strictly down, or stay inside
// one directory tree. A package that is not listed fails.
var layers = []struct {
	layer int
	path  string // below the module; a trailing /... takes the tree
}{
	{0, ""},
	{0, "internal/rest"},
	{0, "internal/gowork"},
	{0, "internal/plan/document"},
	{1, "internal/scopemap"},
	{2, "internal/decide"},
	{2, "internal/trigger"},
	{3, "internal/flow"},
	{3, "fixes"},
	{4, "internal/idiom"},
	{4, "internal/restcall"},
	{5, "analyzers/internal/..."},
	{10, "analyzers/gclplugin"},
	{7, "analyzers/editor"},
	{6, "analyzers/..."},
	{7, "internal/program"},
	{7, "internal/verify"},
	{7, "internal/scaffold/..."},
	{8, "internal/plan"},
	{8, "internal/render"},
	{8, "internal/gopls"},
	{9, "internal/cli"},
	{9, "internal/vettool"},
	{9, "internal/docgen/..."},
	{8, "internal/measure"},
	{9, "internal/corpus"},
	{9, "internal/bench"},
	{10, "cmd/..."},
	{10, "internal/testkit/..."},
}

// only says who may import what is kept in few places.
var only = map[string][]string{
	"github.com/dave/dst":   {"fixes"},
	"go.yaml.in/yaml/v3":    {"internal/scopemap", "internal/plan"},
	"golang.org/x/oauth2":   {"internal/scaffold/connect"},
	"golang.org/x/tools/go": {"analyzers", "fixes", "internal/flow", "internal/idiom", "internal/trigger", "internal/restcall", "internal/program", "internal/verify", "internal/vettool", "internal/cli", "internal/testkit", "internal/measure", "internal/bench"},

	"codeberg.org/chavacava/garif": {"internal/render"},
	"github.com/shamaton/msgpack":  {"internal/flow"},

	"github.com/aymanbagabas/go-udiff": {"internal/verify"},
}

// A pkg is what go list tells about a package.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string

	Imports, TestImports, XTestImports []string
}

// list returns the packages of the module.
func list(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,TestImports,XTestImports", "./...").Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// short returns the path of a package below the module.
func short(path string) (string, bool) {
	if path == module {
		return "", true
	}
	return strings.CutPrefix(path, module+"/")
}

// layer returns the layer of a package and the pattern that gives it.
func layer(path string) (int, string, bool) {
	for _, l := range layers {
		tree, isTree := strings.CutSuffix(l.path, "/...")
		if path == l.path || isTree && (path == tree || strings.HasPrefix(path, tree+"/")) {
			return l.layer, l.path, true
		}
	}
	return 0, "", false
}

// TestLayers holds that imports go strictly down.
func TestLayers(t *testing.T) {
	for _, p := range list(t) {
		from, _ := short(p.ImportPath)
		high, pattern, ok := layer(from)
		if !ok {
			t.Errorf("%s is in no layer: add it to the table", p.ImportPath)
		}
		for _, imp := range p.Imports {
			to, own := short(imp)
			if !own {
				continue
			}
			low, other, _ := layer(to)
			if low >= high && pattern != other {
				t.Errorf("%s (layer %d) imports %s (layer %d)", from, high, to, low)
			}
		}
	}
}

// TestOnly holds that heavy dependencies stay where they are.
func TestOnly(t *testing.T) {
	for _, p := range list(t) {
		from, _ := short(p.ImportPath)
		for _, imp := range p.Imports {
			for dep, allowed := range only {
				if imp != dep && !strings.HasPrefix(imp, dep+"/") {
					continue
				}
				in := func(a string) bool { return from == a || strings.HasPrefix(from, a+"/") }
				if !slices.ContainsFunc(allowed, in) {
					t.Errorf("%s imports %s, which only %s may", from, imp, strings.Join(allowed, ", "))
				}
			}
		}
	}
}

// TestModelKnowsNoSyntax holds that the model holds values only, and that
// renderers and the Connect client know nothing of the analysis, not even
// through others.
func TestModelKnowsNoSyntax(t *testing.T) {
	for _, tt := range []struct {
		path   string
		banned []string
	}{
		{"internal/rest", []string{"go/ast", "go/types", "golang.org/x/tools/"}},
		{"internal/render", []string{"go/types", "golang.org/x/tools/"}},
		{"internal/scaffold/connect", []string{"go/types", "golang.org/x/tools/", module + "/internal/rest"}},
	} {
		out, err := exec.Command("go", "list", "-deps", "./"+tt.path).Output()
		if err != nil {
			t.Fatalf("go list %s: %v", tt.path, err)
		}
		for dep := range strings.Lines(string(out)) {
			dep = strings.TrimSpace(dep)
			for _, ban := range tt.banned {
				if dep == ban || strings.HasSuffix(ban, "/") && strings.HasPrefix(dep, ban) {
					t.Errorf("%s depends on %s", tt.path, dep)
				}
			}
		}
	}
}

// TestMainIsShort holds that the command decides nothing itself.
func TestMainIsShort(t *testing.T) {
	src, err := os.ReadFile("cmd/m2me/main.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(src, []byte("\n")); n > 40 {
		t.Errorf("cmd/m2me/main.go has %d lines, want at most 40", n)
	}
}

// TestGofmt holds that every file outside testdata is formatted.
func TestGofmt(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); base == "testdata" || base != "." && strings.HasPrefix(base, ".") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		formatted, err := format.Source(src)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !bytes.Equal(src, formatted) {
			t.Errorf("%s is not formatted; run: gofmt -w %s", name, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestGoMod holds that go.mod requires what is imported, and marks as indirect
// what is not. The go command could tell only with the network.
func TestGoMod(t *testing.T) {
	data, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	imported := map[string]bool{} // modules
	for _, p := range list(t) {
		for _, imp := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			best := ""
			for _, r := range file.Require {
				if path := r.Mod.Path; (imp == path || strings.HasPrefix(imp, path+"/")) && len(path) > len(best) {
					best = path
				}
			}
			imported[best] = true
		}
	}
	for _, r := range file.Require {
		if r.Indirect == imported[r.Mod.Path] {
			t.Errorf("go.mod: %s: indirect is %v, imported is %v; run: go mod tidy", r.Mod, r.Indirect, imported[r.Mod.Path])
		}
	}
}
