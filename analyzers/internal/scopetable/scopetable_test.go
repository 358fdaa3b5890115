package scopetable

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/scopemap"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func digest(t *testing.T, dir string) string {
	t.Helper()
	d, err := Digest(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The table is looked up beside the governing go.mod and nowhere above it.
func TestForStopsAtGoMod(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "scopemap.yaml"), "platforms: {outer: {hosts: outer.example}}\n")
	write(t, filepath.Join(root, "app", "go.mod"), "module example.com/app\n")
	deep := filepath.Join(root, "app", "internal", "api")
	write(t, filepath.Join(deep, "scopemap.yaml"), "not: read\n")
	table, err := For(deep)
	if err != nil {
		t.Fatal(err)
	}
	def, err := scopemap.Default()
	if err != nil {
		t.Fatal(err)
	}
	if table != def || digest(t, deep) != def.Digest() {
		t.Error("a table beyond go.mod was read")
	}

	write(t, filepath.Join(root, "app", "scopemap.yaml"), "platforms: {mine: {hosts: mine.example}}\n")
	table, err = For(deep)
	if err != nil {
		t.Fatal(err)
	}
	if table.Platform("mine") == nil || table.Platform("loop") == nil {
		t.Error("the table beside go.mod was not merged over the built-in one")
	}
	if table.Digest() != digest(t, filepath.Join(root, "app")) {
		t.Error("identity and pass see different tables")
	}
}

func TestForSeesAnEdit(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/app\n")
	path := filepath.Join(dir, "scopemap.yaml")
	seen := map[string]bool{digest(t, dir): true}
	for _, text := range []string{"", "version: 1\n", "platforms: {a: {}}\n"} {
		write(t, path, text)
		if d := digest(t, dir); seen[d] {
			t.Errorf("the digest does not change with %q", text)
		} else {
			seen[d] = true
		}
		if _, err := For(dir); err != nil {
			t.Error(err)
		}
	}
	write(t, path, "version: 1\nplatform: {}\n")
	if d := digest(t, dir); seen[d] {
		t.Error("the digest does not change with a broken table")
	}
	_, err := For(dir)
	want := `scopemap.yaml:2:1: unknown key "platform" in table; did you mean "platforms"?`
	if err == nil || err.Error() != want {
		t.Errorf("error is %v, want %s", err, want)
	}
	if _, again := For(dir); again == nil {
		t.Error("the error is gone the second time")
	}
}

func TestForCannotRead(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/app\n")
	if err := os.Mkdir(filepath.Join(dir, "scopemap.yaml"), 0o777); err != nil {
		t.Fatal(err)
	}
	_, err := For(dir)
	if err == nil || !strings.HasPrefix(err.Error(), "scopemap.yaml: ") || strings.Contains(err.Error(), dir) {
		t.Errorf("error is %v", err)
	}
}

// A table beside go.work governs the modules that it uses and that have none of
// their own; so does the client that it names.
func TestForWorkspace(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "go.work"), "go 1.26\n\nuse (\n\t./app\n\t./lib\n)\n")
	write(t, filepath.Join(root, "scopemap.yaml"), "platforms: {common: {hosts: common.example}}\n")
	for _, name := range []string{"app", "lib", "other"} {
		write(t, filepath.Join(root, name, "go.mod"), "module example.com/"+name+"\n")
	}
	write(t, filepath.Join(root, "lib", "scopemap.yaml"), "platforms: {mine: {hosts: mine.example}}\n")
	write(t, filepath.Join(root, "lib", "connect", "connect.go"), "package connect\n")
	for name, want := range map[string]string{"app/web": "common", "lib": "mine", "other": ""} {
		table, err := For(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, platform := range []string{"common", "mine"} {
			if got := table.Platform(platform) != nil; got != (platform == want) {
				t.Errorf("%s: platform %s is there: %v", name, platform, got)
			}
		}
	}
	if !HasPackage(filepath.Join(root, "app", "web"), "example.com/lib/connect") {
		t.Error("the client of another module of the workspace is not seen")
	}
	if HasPackage(filepath.Join(root, "other"), "example.com/lib/connect/x") {
		t.Error("there is no such client")
	}
	t.Setenv("GOWORK", "off")
	if table, err := For(filepath.Join(root, "app")); err != nil || table.Platform("common") != nil {
		t.Errorf("the workspace is left out, and its table is not (error %v)", err)
	}
}
