package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/module"

	"github.com/m2me/m2me/internal/plan/document"
)

func TestParseList(t *testing.T) {
	got, err := parseList("list", "# a group\nexample.com/a@v1.2.3\n\twithout cmd/x: needs a C library\n  without y: generated # by hand\n\nexample.com/b/v2@v2.0.0 # new\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].String() != "example.com/a@v1.2.3" || got[1].String() != "example.com/b/v2@v2.0.0" {
		t.Fatalf("modules: %v", got)
	}
	if w := got[0].Without; len(w) != 2 || w[0] != (exception{"cmd/x", "needs a C library"}) || w[1] != (exception{"y", "generated"}) {
		t.Errorf("exceptions: %v", w)
	}
}

func TestParseListErrors(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"example.com/a\n", "list:1: want module@version"},
		{"# c\nexample.com/a@latest\n", "list:2: want module@version"},
		{"\twithout x: y\n", "needs a module above"},
		{"example.com/a@v1.0.0\nexample.com/a@v1.0.0\n", "list:2: example.com/a@v1.0.0 is listed twice"},
		{"example.com/a@v1.0.0\n\twithout x\n", `list:2: want "without PATH: REASON"`},
		{"example.com/a@v1.0.0\n\twithout ../x: y\n", "no path below"},
		{"example.com/a@v1.0.0\n\tonly x: y\n", "want \"without"},
	} {
		if _, err := parseList("list", tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q", tt.text, err, tt.want)
		}
	}
}

// TestMeasure copies a small module as it would lie in the module cache, loads
// it, and has a tool that does nothing look at it.
func TestMeasure(t *testing.T) {
	src, dst := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	for name, text := range map[string]string{
		"go.mod":         "module example.com/small\n\ngo 1.24\n\nreplace example.com/away => ../away\n",
		"small.go":       "package small\n\n// N is a number.\nconst N = 1\n",
		"cmd/x/x.go":     "package main\n\nimport \"C\"\n\nfunc main() {}\n",
		"in/y/y.go":      "package y\n\nimport _ \"example.com/small\"\n",
		"in/y/y_away.go": "package y\n\nimport _ \"example.com/away\"\n",
	} {
		name = filepath.Join(src, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	if err := copyModule(dst, src, []exception{{"gone", "why"}}); err == nil {
		t.Error("an exception that names nothing is accepted")
	}
	if err := copyModule(dst, src, []exception{{"cmd/x", "why"}, {"in/y/y_away.go", "why"}}); err != nil {
		t.Fatal(err)
	}
	b := &bench{work: t.TempDir(), timeout: time.Minute, count: 1}
	if err := b.complete(context.Background(), dst); err != nil {
		t.Fatal(err)
	}
	if mod, err := readGoMod(dst); err != nil || len(mod.Replace) != 0 {
		t.Errorf("the replacement by a directory that is not there stays: %v %v", mod.Replace, err)
	}
	var out bytes.Buffer
	if err := loadBare(context.Background(), dst, &out); err != nil {
		t.Fatal(err)
	}
	var s size
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if s.Packages != 2 || s.Lines != 4+3 || len(s.Errors) != 0 {
		t.Errorf("size %+v, want 2 packages with 7 lines", s)
	}
	if _, c, err := b.command(context.Background(), []string{"go", "version"}); err != nil || c.wall <= 0 {
		t.Errorf("cost %+v, error %v", c, err)
	}
}

// TestTable holds that what fails is seen in the table.
func TestTable(t *testing.T) {
	a := entry{Version: module.Version{Path: "example.com/a", Version: "v1.0.0"}, Without: []exception{{"cmd/x", "needs C"}}}
	b := entry{Version: module.Version{Path: "example.com/b", Version: "v1.0.0"}}
	rows := []row{
		{entry: a, size: size{Packages: 2, Lines: 700}, load: cost{time.Second, time.Second, 100 << 20}, plan: cost{1500 * time.Millisecond, 2 * time.Second, 150 << 20}},
		{entry: b, findings: []document.Finding{{File: "b.go", Line: 3, Method: "GET", Path: "/v1/x", Verdict: "ask", Rule: "r", Reason: "why"}}, failed: "1 findings, want none"},
	}
	var out bytes.Buffer
	if err := printTable(&out, rows); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1.50s", "150 MB", "without cmd/x: needs C",
		"FAILED: 1 findings, want none",
		"2 modules, 700 lines, 1 findings, 1 failed",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	printFindings(&out, rows[1])
	if want := "example.com/b@v1.0.0: b.go:3: GET /v1/x: ask (r): why\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// TestModules holds that the list of the repository can be read.
func TestModules(t *testing.T) {
	data, err := os.ReadFile("modules.txt")
	if err != nil {
		t.Fatal(err)
	}
	modules, err := parseList("modules.txt", string(data))
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) < 25 {
		t.Errorf("%d modules, want at least 25", len(modules))
	}
}
