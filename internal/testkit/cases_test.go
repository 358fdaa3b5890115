package testkit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/cli"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/testkit"
)

var (
	update = flag.Bool("u", false, "rewrite the goldens of the cases (never the verdicts); review the diff")
	keep   = flag.Bool("keep", false, "leave the modules of the cases on disk and say where")
	root   = filepath.Join("..", "..")
)

// patience is how long a command may take on one case.
const patience = 5 * time.Minute

// factBudget bounds the bytes of the facts about one function.
const factBudget = 24<<10 + 1<<10

// environ is how the go command runs: offline, and with results that are the
// same in every directory.
func environ(gowork string) []string {
	return append(os.Environ(), "GOWORK="+gowork, "GOFLAGS=-trimpath -buildvcs=false", "GOPROXY=off", "GOTOOLCHAIN=local")
}

// TestCases runs every case through plan, fix and the analyzers.
func TestCases(t *testing.T) {
	for _, file := range archives(t) {
		c := read(t, file)
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			dir := workDir(t, c.Name)
			if err := c.Write(root, dir, testkit.Module); err != nil {
				t.Fatal(err)
			}
			checkPlan(t, c, dir)
			checkDiagnostics(t, c, dir)
			before := tree(t, dir)
			got := fix(t, c, dir, c.Refused)
			compare(t, c, file, before, got)
			again := fix(t, c, dir, c.Refused)
			if d := changed(got, again); len(d) > 0 {
				t.Errorf("the second run of fix changes %s", strings.Join(d, ", "))
			}
			checkStory(t, c, dir)
		})
	}
}

func archives(t *testing.T) []string {
	t.Helper()
	files, err := testkit.Find(filepath.Join(root, "testdata"), "idioms", "contexts")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

func read(t *testing.T, file string) *testkit.Case {
	t.Helper()
	c, err := testkit.Read(filepath.Join(root, "testdata"), file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// workDir returns a directory for a case, which stays with -keep.
func workDir(t *testing.T, name string) string {
	t.Helper()
	if !*keep {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("", strings.ReplaceAll(name, "/", "_")+"_")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("work directory: %s", dir)
	return dir
}

// m2me runs a command line in this process.
func m2me(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	env := cli.Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Dir: dir, Version: "test", Environ: environ("off")}
	done := make(chan int, 1)
	go func() { done <- cli.Main(context.Background(), env, args) }()
	select {
	case code = <-done:
	case <-time.After(patience):
		t.Fatalf("m2me %s does not end", strings.Join(args, " "))
	}
	return out.String(), errs.String(), code
}

// checkPlan compares the verdicts of the whole program.
func checkPlan(t *testing.T, c *testkit.Case, dir string) {
	t.Helper()
	if d := testkit.LineDiff(plan(t, dir), c.Verdicts); d != "" {
		t.Errorf("verdicts (-want +got):\n%s", d)
	}
}

// plan returns the verdicts that m2me plan gives, as lines.
func plan(t *testing.T, dir string) []string {
	t.Helper()
	out, errs, code := m2me(t, dir, "plan", "-format=json", "./...")
	if code != 0 {
		t.Fatalf("plan: exit code %d\n%s", code, errs)
	}
	var doc document.Plan
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range doc.Findings {
		got = append(got, testkit.VerdictLine(f))
	}
	return got
}

// checkDiagnostics runs the analyzers twice: they report what the case wants,
// and leave the same small facts.
func checkDiagnostics(t *testing.T, c *testkit.Case, dir string) {
	t.Helper()
	cfg := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Env: environ("off")}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		t.Fatal(err)
	}
	diags, facts, err := testkit.Vet(pkgs, analyzers.Suite())
	if err != nil {
		t.Fatal(err)
	}
	if d := c.Unexpected(dir, diags); d != "" {
		t.Errorf("diagnostics (-want +got):\n%s", d)
	}
	_, again, err := testkit.Vet(pkgs, analyzers.Suite())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if len(facts[name]) > factBudget {
			t.Errorf("fact %s has %d bytes", name, len(facts[name]))
		}
		if !bytes.Equal(facts[name], again[name]) {
			t.Errorf("fact %s is not the same in a second run", name)
		}
	}
}

var refusal = regexp.MustCompile(`(?m)^refused: (\S+): (.*)$`)

// fix runs m2me fix and returns the files it leaves, and checks what it refused.
func fix(t *testing.T, c *testkit.Case, dir string, refused []testkit.Refused) map[string]string {
	t.Helper()
	out, errs, code := m2me(t, dir, slices.Concat([]string{"fix"}, c.FixArgs, []string{"./..."})...)
	want := 0
	if len(refused) > 0 {
		want = 3
	}
	if code != want {
		t.Errorf("fix: exit code %d, want %d\n%s%s", code, want, out, errs)
	}
	left := slices.Clone(refused)
	for _, m := range refusal.FindAllStringSubmatch(out, -1) {
		i := slices.IndexFunc(left, func(r testkit.Refused) bool { return place(m[1], r.Place) && r.Reason.MatchString(m[2]) })
		if i < 0 {
			t.Errorf("fix refuses %s: %s", m[1], m[2])
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, r := range left {
		t.Errorf("fix does not refuse %s %s\n%s", r.Place, r.Reason, out)
	}
	return tree(t, dir)
}

// place compares places; on the second run lines may have moved.
func place(got, want string) bool {
	a, _, _ := strings.Cut(got, ":")
	b, _, _ := strings.Cut(want, ":")
	return a == b
}
