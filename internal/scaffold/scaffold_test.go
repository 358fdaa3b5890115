package scaffold

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	files := Files()
	for _, name := range []string{"connect.go", "store.go", "filelock_windows.go", "scopes.go"} {
		if files[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
	for name, text := range files {
		if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/") {
			t.Errorf("%s is not a file of the client", name)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name.Name != Package || ast.IsGenerated(f) || f.Doc != nil && strings.Contains(f.Doc.Text(), "scaffold") {
			t.Errorf("%s: package %s, generated %t, doc %q", name, f.Name.Name, ast.IsGenerated(f), f.Doc.Text())
		}
		if formatted, err := format.Source(text); err != nil || !bytes.Equal(formatted, text) {
			t.Errorf("%s is not formatted", name)
		}
		if bytes.Contains(text, []byte("m2me/m2me")) {
			t.Errorf("%s mentions this module", name)
		}
	}
	files["connect.go"][0] = 'X'
	if Files()["connect.go"][0] == 'X' {
		t.Error("callers share the files")
	}
}

func TestFilesAs(t *testing.T) {
	files, err := FilesAs("loop")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if !bytes.Contains(text, []byte("\npackage loop\n")) || bytes.Contains(text, []byte("\npackage connect\n")) {
			t.Errorf("%s has another package clause", name)
		}
	}
	if !bytes.Contains(files["connect.go"], []byte("\n// Package loop calls the platform")) {
		t.Error("the package comment has the old name")
	}
	for _, bad := range []string{"", "a-b", "1a", "main", "_", "func"} {
		if _, err := FilesAs(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestCompare(t *testing.T) {
	want := Files()["store.go"]
	renamed, err := FilesAs("loop")
	if err != nil {
		t.Fatal(err)
	}
	other := stamp([]byte("package connect\n\n// From another version.\n"))
	for _, tt := range []struct {
		name string
		have []byte
		want State
	}{
		{"as written", want, Same},
		{"with CRLF", bytes.ReplaceAll(want, []byte("\n"), []byte("\r\n")), Same},
		{"in another package", renamed["store.go"], Same},
		{"another version's", other, Outdated},
		{"another file of ours", Files()["connect.go"], Outdated},
		{"one byte changed", bytes.Replace(want, []byte("Update"), []byte("update"), 1), Edited},
		{"a line added", append(bytes.Clone(want), "// ours\n"...), Edited},
		{"header removed", want[bytes.IndexByte(want, '\n')+2:], Edited},
		{"header alone", []byte(header + "0123456789abcdef\n"), Edited},
		{"somebody's own", []byte("package connect\n"), Edited},
		{"empty", nil, Edited},
	} {
		if got := Compare(tt.have, want); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// run runs the go command in dir.
func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestCopyBuilds copies the client into a fresh module that says go 1.22. vet
// reports what language and library 1.22 do not have. The module's own copy of
// x/oauth2 says go 1.22 too, because the one in the module cache would raise the
// whole module's version.
func TestCopyBuilds(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs the go command: ", err)
	}
	oauth2 := strings.TrimSpace(run(t, ".", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/oauth2"))
	if oauth2 == "" {
		t.Skip("golang.org/x/oauth2 is not in the module cache")
	}
	dir := t.TempDir()
	write := func(name string, text []byte) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", []byte("module example.com/service\n\ngo 1.22\n\nrequire golang.org/x/oauth2 v0.37.0\n\nreplace golang.org/x/oauth2 => ./oauth2\n"))
	write("oauth2/go.mod", []byte("module golang.org/x/oauth2\n\ngo 1.22\n"))
	for _, sub := range []string{"", "internal"} {
		names, err := filepath.Glob(filepath.Join(oauth2, sub, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			write("oauth2/"+sub+"/"+filepath.Base(name), text)
		}
	}
	for name, text := range Files() {
		write("internal/connect/"+name, text)
	}
	loop, err := FilesAs("loop")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range loop {
		write("internal/loop/"+name, text)
	}
	run(t, dir, "build", "./internal/...")
	run(t, dir, "vet", "./internal/connect")
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil || !bytes.Contains(mod, []byte("\ngo 1.22\n")) {
		t.Errorf("the module's Go version was raised:\n%s", mod)
	}
}
