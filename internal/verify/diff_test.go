package verify

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGitApplies holds that git turns the old files into the new ones.
func TestGitApplies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed: the form of the diff is checked by git apply")
	}
	dir := t.TempDir()
	files := []File{
		{Name: "plain.go", Old: []byte("package a\n\nvar x = 1\n"), New: []byte("package a\n\nvar x = 2\n")},
		{Name: "dir/no newline.go", Old: []byte("package a\nvar x = 1"), New: []byte("package a\nvar x = 2")},
		{Name: "gains.go", Old: []byte("package a"), New: []byte("package a\n")},
		{Name: "loses.go", Old: []byte("package a\n"), New: []byte("package a")},
		{Name: "crlf.go", Old: []byte("package a\r\n\r\nvar x = 1\r\n"), New: []byte("package a\r\n\r\nvar x = 2\r\n")},
		{Name: `odd"name.go`, Old: []byte("package a\n"), New: []byte("package b\n")},
		{Name: "ümlaut.go", Old: []byte("package a\n"), New: []byte("package b\n")},
		{Name: "new/file.go", New: []byte("package new\n"), Create: true},
		{Name: "new/empty.go", New: nil, Create: true},
		{Name: "emptied.go", Old: []byte("package a\n"), New: nil},
	}
	for i := range files {
		f := &files[i]
		f.Path = filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
			t.Fatal(err)
		}
		if !f.Create {
			if err := os.WriteFile(f.Path, f.Old, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	patch := Diff(files)
	if again := Diff([]File{files[9], files[8], files[7], files[6], files[5], files[4], files[3], files[2], files[1], files[0]}); !bytes.Equal(patch, again) {
		t.Error("the diff depends on the order of the files")
	}
	cmd := exec.Command(git, "apply", "--whitespace=nowarn", "-")
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(patch)
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git apply: %v\n%s\n%s", err, out, patch)
	}
	for _, f := range files {
		if got, err := os.ReadFile(f.Path); err != nil || !bytes.Equal(got, f.New) {
			t.Errorf("%s: got %q (%v), want %q", f.Name, got, err, f.New)
		}
	}
}

func TestDiffForm(t *testing.T) {
	got := string(Diff([]File{
		{Name: "api/a.go", Old: []byte("package a\n"), New: []byte("package b\n")},
		{Name: "same.go", Old: []byte("x\n"), New: []byte("x\n")},
		{Name: "api/new.go", New: []byte("package b\n"), Create: true},
	}))
	want := `diff --git a/api/a.go b/api/a.go
--- a/api/a.go
+++ b/api/a.go
@@ -1 +1 @@
-package a
+package b
diff --git a/api/new.go b/api/new.go
new file mode 100644
--- /dev/null
+++ b/api/new.go
@@ -0,0 +1 @@
+package b
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestDiffOfManyCalls holds that the hunks of a file are those of its edits, in a file of
// hundreds of functions that look alike as well, and that edits which lead to another text
// are left alone.
func TestDiffOfManyCalls(t *testing.T) {
	const body = "func f() error {\n\tu := base\n\treturn get(u + \"?user_id=\" + id)\n}\n\n"
	old := "package a\n\n" + strings.Repeat(body, 300)
	at := "\"?user_id=\" + id"
	var edits []Edit
	for i := 0; ; {
		n := strings.Index(old[i:], at)
		if n < 0 {
			break
		}
		edits = append(edits, Edit{Start: i + n, End: i + n + len(at), New: `"/me"`})
		i += n + len(at)
	}
	f := File{Name: "a.go", Old: []byte(old), New: []byte(strings.ReplaceAll(old, at, `"/me"`)), Edits: edits}
	for _, line := range strings.Split(string(Diff([]File{f})), "\n") {
		if strings.HasPrefix(line, "-\t") && !strings.Contains(line, "user_id") || strings.HasPrefix(line, "+\t") && !strings.Contains(line, "/me") {
			t.Fatalf("a line that has not changed: %q", line)
		}
	}
	f.New = []byte("package b\n")
	if got := string(Diff([]File{f})); !strings.Contains(got, "+package b") || strings.Contains(got, "+\t") {
		t.Errorf("the diff of another text is\n%s", got)
	}
}
