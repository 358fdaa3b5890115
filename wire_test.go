package m2me_test

import (
	"bufio"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWire migrates programs and runs them before and after, against a local
// platform (testdata/wire, a module of its own because of its dependencies; see
// docs/wire-test.md).
func TestWire(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs some forty programs, which takes minutes: not with -short")
	}
	noteSources(t)
	cmd := exec.Command("go", "test", "-count=1", "-v", "./...")
	cmd.Dir = "testdata/wire"
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "_test.go:") || strings.Contains(line, "--- SKIP") {
			t.Log(strings.TrimSpace(line))
		}
	}
	if err != nil {
		s := bufio.NewScanner(strings.NewReader(string(out)))
		for s.Scan() {
			t.Log(s.Text())
		}
		t.Fatalf("go test in testdata/wire: %v", err)
	}
}

// noteSources looks at every file of the repository, so that the go command,
// which does not see what other processes read, does not take an old result for
// this one.
func noteSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		}
		_, err = os.Stat(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
