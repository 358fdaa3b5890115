package measure

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestParseList(t *testing.T) {
	got, err := ParseList("list", "# a group\nexample.com/a@v1.2.3\n\twithout cmd/x: needs a C library\n  without y: generated # by hand\n\nexample.com/b/v2@v2.0.0 # new\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].String() != "example.com/a@v1.2.3" || got[1].String() != "example.com/b/v2@v2.0.0" {
		t.Fatalf("modules: %v", got)
	}
	if w := got[0].Without; len(w) != 2 || w[0] != (Exception{"cmd/x", "needs a C library"}) || w[1] != (Exception{"y", "generated"}) {
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
		if _, err := ParseList("list", tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q", tt.text, err, tt.want)
		}
	}
}

// TestPrepare copies a small module as it would lie in the module cache, loads
// it.
func TestPrepare(t *testing.T) {
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
	if err := copyModule(dst, src, []Exception{{"gone", "why"}}); err == nil {
		t.Error("an exception that names nothing is accepted")
	}
	if err := copyModule(dst, src, []Exception{{"cmd/x", "why"}, {"in/y/y_away.go", "why"}}); err != nil {
		t.Fatal(err)
	}
	p := &Place{Dir: t.TempDir(), Timeout: time.Minute}
	if err := p.complete(context.Background(), dst); err != nil {
		t.Fatal(err)
	}
	if mod, err := readGoMod(dst); err != nil || len(mod.Replace) != 0 {
		t.Errorf("the replacement by a directory that is not there stays: %v %v", mod.Replace, err)
	}
	var out bytes.Buffer
	if err := Load(context.Background(), dst, &out); err != nil {
		t.Fatal(err)
	}
	var s Size
	if err := json.Unmarshal(out.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	if s.Packages != 2 || s.Lines != 4+3 || len(s.Errors) != 0 {
		t.Errorf("size %+v, want 2 packages with 7 lines", s)
	}
	if _, c, err := p.Run(context.Background(), Command{Args: []string{"go", "version"}}); err != nil || c.Wall <= 0 {
		t.Errorf("cost %+v, error %v", c, err)
	}
}
