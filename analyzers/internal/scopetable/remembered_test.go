package scopetable

import (
	"os"
	"path/filepath"
	"testing"
)

// A process of a driver is what Remember opens: it has a name for what it caches
// and a table for each module. Two processes with one name must not see two
// tables of one module, unless the module was new to both.
func TestRemembered(t *testing.T) {
	root := t.TempDir()
	list, dir := filepath.Join(root, "cache", "tables"), filepath.Join(root, "app")
	write(t, filepath.Join(dir, "go.mod"), "module example.com/app\n")
	table := filepath.Join(dir, "scopemap.yaml")
	names := map[string]string{} // by text of the table
	for i, text := range []string{"version: 1\n", "", "version: 1\n", "version: 1\n# edited\n", ""} {
		if err := os.RemoveAll(table); err != nil {
			t.Fatal(err)
		}
		if text != "" {
			write(t, table, text)
		}
		r := Remember(list, root)
		got, err := r.Table(dir)
		if err != nil {
			t.Fatal(err)
		}
		write(t, table, "platforms: {late: {hosts: late.example}}\n")
		again, err := r.Table(dir)
		if err != nil {
			t.Fatal(err)
		}
		if again != got {
			t.Errorf("step %d: an edit is seen by the process that has its name already", i)
		}
		if name, ok := names[text]; ok && name != r.Digest() {
			t.Errorf("step %d: one table has two names", i)
		}
		for other, name := range names {
			if other != text && name == r.Digest() {
				t.Errorf("step %d: two tables have one name", i)
			}
		}
		if i > 0 { // the module was new to the first
			names[text] = r.Digest()
		} else {
			names["new"] = r.Digest()
		}
	}
}

// A module without a table does not change the name of the others.
func TestRememberedLeavesOthers(t *testing.T) {
	root := t.TempDir()
	list := filepath.Join(root, "cache", "tables")
	before := Remember(list, root).Digest()
	for _, name := range []string{"a", "b"} {
		write(t, filepath.Join(root, name, "go.mod"), "module example.com/"+name+"\n")
		r := Remember(list, filepath.Join(root, "a")) // a is the module of the process, b is met
		if _, err := r.Table(filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	if Remember(list, root).Digest() != before {
		t.Error("the name changes with modules that have no table")
	}
	write(t, filepath.Join(root, "b", "scopemap.yaml"), "version: 1\n")
	if Remember(list, root).Digest() == before {
		t.Error("the name does not change with a table of a module that was met")
	}
}

// Without a place for the list no name is used twice.
func TestRememberNowhere(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "file"), "")
	for _, list := range []string{"", filepath.Join(root, "file", "tables")} {
		if Remember(list, root).Digest() == Remember(list, root).Digest() {
			t.Errorf("list %q: a name is used twice", list)
		}
	}
}

func TestDependency(t *testing.T) {
	for dir, want := range map[string]bool{
		"/home/u/go/pkg/mod/example.com/m@v1.2.3/sub":                       true,
		"/cache/mod/example.com/m@v0.0.0-20260101000000-abcdefabcdef":       true,
		"external/gazelle++go_deps+com_example":                             true,
		"/root/.cache/bazel/execroot/_main/external/com_example_m/internal": true,
		"/home/u/src/app/internal/web":                                      false,
		"/home/u/external/app":                                              false,
		"internal/web":                                                      false,
	} {
		if got := Dependency(dir); got != want {
			t.Errorf("Dependency(%q) = %v", dir, got)
		}
	}
}
