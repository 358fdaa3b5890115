package vettool

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestIdentity holds that every byte that decides about findings is part of it.
func TestIdentity(t *testing.T) {
	dir := t.TempDir()
	exe := write(t, filepath.Join(dir, "bin", "m2me"), "one")
	write(t, filepath.Join(dir, "w", "go.work"), "go 1.26\n\nuse (\n\t./a\n\t./b\n)\n")
	write(t, filepath.Join(dir, "w", "a", "go.mod"), "module a\n")
	write(t, filepath.Join(dir, "w", "b", "go.mod"), "module b\n")
	sub := filepath.Join(dir, "w", "a", "sub")
	write(t, filepath.Join(sub, "x.go"), "package sub\n")

	id := func(environ ...string) []byte {
		t.Helper()
		id, err := identity(exe, sub, environ)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	last := id()
	if !bytes.Equal(last, id()) {
		t.Fatal("the identity changes by itself")
	}
	for _, step := range []struct{ what, file, text string }{
		{"a table beside go.mod", filepath.Join(dir, "w", "a", "scopemap.yaml"), "version: 1\n"},
		{"an edit of it", filepath.Join(dir, "w", "a", "scopemap.yaml"), "version: 1\n# edited\n"},
		{"a table of another module of the workspace", filepath.Join(dir, "w", "b", "scopemap.yaml"), "version: 1\n"},
		{"the Connect client", filepath.Join(dir, "w", "a", "internal", "connect", "connect.go"), "package connect\n"},
		{"the executable", exe, "two"},
	} {
		write(t, step.file, step.text)
		now := id()
		if bytes.Equal(now, last) {
			t.Errorf("%s does not change the identity", step.what)
		}
		last = now
	}
	write(t, filepath.Join(sub, "scopemap.yaml"), "not beside go.mod")
	if !bytes.Equal(id(), last) {
		t.Error("a table that is not beside a go.mod changes the identity")
	}
	if bytes.Equal(id("GOWORK=off"), last) {
		t.Error("GOWORK=off is not honoured")
	}
}

func TestAsked(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want bool
	}{
		{[]string{"-V=full"}, true},
		{[]string{"-flags"}, true},
		{[]string{"-json", "-fix", "/tmp/b001/vet.cfg"}, true},
		{nil, false},
		{[]string{"plan", "./..."}, false},
		{[]string{"-C", "dir", "plan"}, false},
	} {
		if got := Asked(tt.args); got != tt.want {
			t.Errorf("Asked(%q) = %v", tt.args, got)
		}
	}
}

// TestIdentityWorkspace holds that a table beside go.work is part of it, and what
// it says about the place of the Connect client.
func TestIdentityWorkspace(t *testing.T) {
	dir := t.TempDir()
	exe := write(t, filepath.Join(dir, "bin", "m2me"), "one")
	write(t, filepath.Join(dir, "w", "go.work"), "go 1.26\n\nuse (\n\t./a\n\t./b\n)\n")
	write(t, filepath.Join(dir, "w", "a", "go.mod"), "module example.com/a\n")
	write(t, filepath.Join(dir, "w", "b", "go.mod"), "module example.com/b\n")
	id := func() []byte {
		t.Helper()
		id, err := identity(exe, filepath.Join(dir, "w"), nil)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	last := id()
	for _, step := range []struct{ what, file, text string }{
		{"a table beside go.work", filepath.Join(dir, "w", "scopemap.yaml"), "connect: {import: example.com/b/connect}\n"},
		{"the client that modules share", filepath.Join(dir, "w", "b", "connect", "connect.go"), "package connect\n"},
	} {
		write(t, step.file, step.text)
		now := id()
		if bytes.Equal(now, last) {
			t.Errorf("%s does not change the identity", step.what)
		}
		last = now
	}
	write(t, filepath.Join(dir, "w", "a", "internal", "connect", "connect.go"), "package connect\n")
	if !bytes.Equal(id(), last) {
		t.Error("a client that no table names changes the identity")
	}
}
