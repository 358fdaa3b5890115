package testkit_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/m2me/m2me/internal/testkit"
)

// tree returns the files of a module without what belongs to the go command and
// to the Connect client.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "go.mod" || name == "go.sum" || strings.HasPrefix(name, "internal/connect/") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// changed returns the names of the files that differ.
func changed(a, b map[string]string) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	return names
}

// compare compares what fix left with the goldens, or rewrites them.
func compare(t *testing.T, c *testkit.Case, file string, before, got map[string]string) {
	t.Helper()
	want := maps.Clone(before)
	maps.Copy(want, c.Golden)
	diff := changed(want, got)
	if *update && len(diff) > 0 {
		rewrite(t, file, before, got)
		return
	}
	for _, name := range diff {
		t.Errorf("%s after fix (-want +got):\n%s", name, gitDiff(t, want[name], got[name]))
	}
}

// rewrite puts what fix left into the archive.
func rewrite(t *testing.T, file string, before, got map[string]string) {
	t.Helper()
	old, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ar := &txtar.Archive{Comment: old.Comment}
	for _, f := range old.Files {
		if strings.HasSuffix(f.Name, ".golden") {
			continue
		}
		ar.Files = append(ar.Files, f)
		if text, ok := got[f.Name]; ok && text != before[f.Name] {
			ar.Files = append(ar.Files, txtar.File{Name: f.Name + ".golden", Data: []byte(text)})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, old := before[name]; !old {
			ar.Files = append(ar.Files, txtar.File{Name: name + ".golden", Data: []byte(got[name])})
		}
	}
	if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
		t.Fatal(err)
	}
}

// gitDiff shows how two texts differ, for people.
func gitDiff(t *testing.T, a, b string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"want": a, "got": b} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("git", "diff", "--no-index", "--no-color", "-U2", "want", "got")
	cmd.Dir = dir
	out, _ := cmd.Output() // differences make it fail
	if len(out) == 0 {
		return "want:\n" + a + "got:\n" + b
	}
	return string(out)
}
