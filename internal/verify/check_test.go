package verify

import (
	"context"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

const module = `
-- go.mod --
module example.com/shop

go 1.26
-- store/store.go --
package store

import "strings"

// Name returns a name.
func Name(id string) string { return strings.ToUpper(id) }

// Size returns a size.
func Size(id string) int { return len(id) }

func hidden() int { return 1 }
-- store/store_test.go --
package store

import "testing"

func TestHidden(t *testing.T) {
	if hidden() != 1 {
		t.Fail()
	}
}
-- web/web.go --
package web

import "example.com/shop/store"

func Page() string { return store.Name("a") }
-- web/broken/broken.go --
package broken

import "example.com/shop/store"

var old int = "this was wrong before"

func Use() int { return store.Size("a") }
`

// load writes an archive to a new directory and loads it.
func load(t *testing.T, archive string) *Program {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	p := &Program{Fset: token.NewFileSet(), Root: dir}
	p.Config = packages.Config{Dir: dir, Env: append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")}
	cfg := p.Config
	cfg.Mode, cfg.Fset, cfg.Tests = packages.LoadSyntax|packages.NeedModule, p.Fset, true
	var err error
	if p.Packages, err = packages.Load(&cfg, "./..."); err != nil {
		t.Fatal(err)
	}
	return p
}

// edit replaces old by new in a file, which must hold old once.
func (p *Program) edit(t *testing.T, group, name, old, new string) Edit {
	t.Helper()
	file := filepath.Join(p.Root, filepath.FromSlash(name))
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(src), old) != 1 {
		t.Fatalf("%s does not hold %q once", name, old)
	}
	at := strings.Index(string(src), old)
	return Edit{File: file, Start: at, End: at + len(old), New: new, Group: group}
}

// without is a Propose that leaves out refused groups.
func without(create map[string][]byte, edits ...Edit) Propose {
	return func(refused map[string]string) (Proposal, error) {
		prop := Proposal{Create: create}
		for _, e := range edits {
			if refused[e.Group] == "" {
				prop.Edits = append(prop.Edits, e)
			}
		}
		return prop, nil
	}
}

func run(t *testing.T, p *Program, propose Propose) *Result {
	t.Helper()
	res, err := Check(context.Background(), p, propose)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// wantFiles checks the names of the changed files.
func wantFiles(t *testing.T, res *Result, want ...string) {
	t.Helper()
	var got []string
	for _, f := range res.Files {
		got = append(got, f.Name)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("changed files: %v, want %v", got, want)
	}
}

// wantRefused checks that exactly one group was refused, for a reason.
func wantRefused(t *testing.T, res *Result, group, reason string) {
	t.Helper()
	if len(res.Refused) != 1 || !strings.Contains(res.Refused[group], reason) {
		t.Errorf("refused: %q, want %s with %q", res.Refused, group, reason)
	}
}

func TestCheckAccepts(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil, p.edit(t, "a", "store/store.go", "strings.ToUpper(id)", "strings.ToLower(id)")))
	wantFiles(t, res, "store/store.go")
	if len(res.Refused) > 0 {
		t.Errorf("refused: %v", res.Refused)
	}
	if !strings.Contains(string(res.Files[0].New), "ToLower") {
		t.Errorf("new text: %s", res.Files[0].New)
	}
}

func TestCheckRefusesWhatBreaksAnImporter(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil,
		p.edit(t, "sig", "store/store.go", "Name(id string)", "Name(id, more string)"),
		p.edit(t, "doc", "web/web.go", `"a"`, `"b"`)))
	// The error stands in Page: its edit goes first, then that of the signature.
	if res.Refused["sig"] == "" || !strings.Contains(res.Refused["sig"], "web/web.go:5:") ||
		!strings.Contains(res.Refused["sig"], "not enough arguments") {
		t.Errorf("refused: %q", res.Refused)
	}
	wantFiles(t, res)
}

func TestCheckRefusesWhatBreaksATest(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil,
		p.edit(t, "sweep", "store/store.go", "func hidden() int { return 1 }\n", ""),
		p.edit(t, "page", "web/web.go", `"a"`, `"b"`)))
	wantRefused(t, res, "sweep", "store/store_test.go:6:5: undefined: hidden")
	wantFiles(t, res, "web/web.go")
}

func TestCheckUnusedImportGoesWithItsFile(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil,
		p.edit(t, "a", "store/store.go", "strings.ToUpper(id)", "id"),
		p.edit(t, "b", "web/web.go", `"a"`, `"b"`)))
	wantRefused(t, res, "a", `"strings" imported and not used`)
	wantFiles(t, res, "web/web.go")
}

func TestCheckIgnoresErrorsFromBefore(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil, p.edit(t, "a", "web/broken/broken.go", `store.Size("a")`, `store.Size("b")`)))
	wantFiles(t, res, "web/broken/broken.go")
	if len(res.Refused) > 0 {
		t.Errorf("refused: %v", res.Refused)
	}
}

func TestCheckNewPackageWithImportsThatWereNotLoaded(t *testing.T) {
	p := load(t, module)
	name := filepath.Join(p.Root, "internal", "connect", "connect.go")
	create := map[string][]byte{name: []byte("package connect\n\nimport \"net/http\"\n\n// Client is a client.\nfunc Client(id string) *http.Client { return http.DefaultClient }\n")}
	edits := []Edit{
		p.edit(t, "good", "store/store.go", "import \"strings\"", "import (\n\t\"net/http\"\n\t\"strings\"\n\n\t\"example.com/shop/internal/connect\"\n)\n\nvar Client *http.Client = connect.Client(\"x\")"),
		p.edit(t, "bad", "web/web.go", `"a")`, `"a") + store.Client`),
	}
	res := run(t, p, without(create, edits...))
	wantRefused(t, res, "bad", "mismatched types string and *http.Client")
	wantFiles(t, res, "internal/connect/connect.go", "store/store.go")
	if !res.Files[0].Create {
		t.Error("the new file is not marked as created")
	}
}

func TestCheckNewPackageHonoursBuildConstraints(t *testing.T) {
	p := load(t, module)
	p.Config.Env = append(p.Config.Env, "GOOS=linux")
	p.Config.BuildFlags = []string{"-tags=blue"}
	create := map[string][]byte{}
	for name, text := range map[string]string{
		"x_windows.go": "package x\n\nvar X = 1\n",
		"x_linux.go":   "package x\n\nvar X = 2\n",
		"red.go":       "//go:build !blue\n\npackage x\n\nvar X = 3\n",
		"y_test.go":    "package x\n\nvar X = 4\n",
		"notes.txt":    "not Go",
	} {
		create[filepath.Join(p.Root, "x", name)] = []byte(text)
	}
	res := run(t, p, without(create))
	wantFiles(t, res, "x/notes.txt", "x/red.go", "x/x_linux.go", "x/x_windows.go", "x/y_test.go")
}

func TestCheckNewPackageThatIsWrong(t *testing.T) {
	p := load(t, module)
	create := map[string][]byte{filepath.Join(p.Root, "x", "x.go"): []byte("package x\n\nvar _ int = \"\"\n")}
	_, err := Check(context.Background(), p, without(create))
	if err == nil || !strings.Contains(err.Error(), "x/x.go:3:13: cannot use") {
		t.Errorf("error: %v", err)
	}
}

func TestCheckSyntaxError(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil, p.edit(t, "a", "web/web.go", "return", "return return")))
	wantRefused(t, res, "a", "web/web.go:5:")
	wantFiles(t, res)
}

func TestCheckOverlap(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil,
		p.edit(t, "a", "web/web.go", `store.Name("a")`, `store.Name("b")`),
		p.edit(t, "b", "web/web.go", `"a"`, `"c"`)))
	wantRefused(t, res, "b", "overlap those of a")
	wantFiles(t, res, "web/web.go")
}

func TestCheckSharedEditIsAppliedOnce(t *testing.T) {
	p := load(t, module)
	res := run(t, p, without(nil,
		p.edit(t, "a", "web/web.go", `"a"`, `"b"`),
		p.edit(t, "b", "web/web.go", `"a"`, `"b"`)))
	if got := string(res.Files[0].New); strings.Count(got, `"b"`) != 1 {
		t.Errorf("text: %s", got)
	}
}

func TestCheckFileChangedSinceLoading(t *testing.T) {
	p := load(t, module)
	e := p.edit(t, "a", "web/web.go", `"a"`, `"b"`)
	if err := os.WriteFile(e.File, []byte("package web\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := Check(context.Background(), p, without(nil, e))
	if err == nil || err.Error() != "web/web.go: changed on disk since it was read" {
		t.Errorf("error: %v", err)
	}
}
