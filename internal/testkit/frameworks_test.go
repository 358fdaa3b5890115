package testkit_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/testkit"
)

// TestFrameworks reads and rewrites programs that use the frameworks themselves,
// not stubs: every directory of testdata/frameworks is a module that requires
// them at fixed versions, with a file verdicts as cases have. What is not in the
// module cache is downloaded.
func TestFrameworks(t *testing.T) {
	families, err := filepath.Glob(filepath.Join(root, "testdata", "frameworks", "*", "go.mod"))
	if err != nil || len(families) == 0 {
		t.Fatalf("no families: %v", err)
	}
	for _, file := range families {
		from := filepath.Dir(file)
		t.Run(filepath.Base(from), func(t *testing.T) {
			t.Parallel()
			c := family(t, from)
			dir := workDir(t, c.Name)
			if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
			compile(t, dir)
			checkPlan(t, c, dir)
			first := fix(t, c, dir, c.Refused)
			compile(t, dir)
			if d := changed(first, fix(t, c, dir, c.Refused)); len(d) > 0 {
				t.Errorf("the second run of fix changes %s", strings.Join(d, ", "))
			}
			left := slices.DeleteFunc(plan(t, dir), func(line string) bool { return !slices.Contains(strings.Fields(line), "migrate") })
			if len(left) != len(c.Refused) {
				t.Errorf("left after fix, with %d refused:\n%s", len(c.Refused), strings.Join(left, "\n"))
			}
		})
	}
}

// family reads what the tool must say about a module. What migrates must be
// rewritten, unless a file refused says why not, as in cases.
func family(t *testing.T, dir string) *testkit.Case {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "verdicts"))
	if err != nil {
		t.Fatal(err)
	}
	c := &testkit.Case{Name: filepath.Base(dir), Verdicts: testkit.Lines(string(text))}
	if len(c.Verdicts) == 0 {
		t.Fatalf("%s: no verdicts", dir)
	}
	if text, err = os.ReadFile(filepath.Join(dir, "refused")); errors.Is(err, fs.ErrNotExist) {
		return c
	}
	if err == nil {
		c.Refused, err = testkit.Refusals(string(text))
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// compile builds a module with what it requires, which is downloaded if need be.
func compile(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("go", "build", "-o", os.DevNull, "./...")
	cmd.Dir = dir
	for _, setting := range environ("off") {
		if !strings.HasPrefix(setting, "GOPROXY=off") {
			cmd.Env = append(cmd.Env, setting)
		}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the module does not build, or what it requires cannot be downloaded (the test needs a module proxy, see go env GOPROXY): %v\n%s", err, out)
	}
}
