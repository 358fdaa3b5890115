package testkit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/cli"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/testkit"
	"github.com/m2me/m2me/internal/vettool"
)

var (
	update = flag.Bool("u", false, "rewrite the goldens of the cases (never the verdicts); review the diff")
	keep   = flag.Bool("keep", false, "leave the modules of the cases on disk and say where")
	root   = filepath.Join("..", "..")
)

// patience is how long a command may take on one case.
const patience = time.Minute

// factBudget bounds the bytes of the facts about one function.
const factBudget = 24<<10 + 1<<10

// vetDiffers lists the cases whose diagnostics under go vet are not those of
// the same analyzers in one process, with the reason.
var vetDiffers = map[string]string{}

// TestMain makes the test binary a vettool when the go command runs it.
func TestMain(m *testing.M) {
	if !vettool.Asked(os.Args[1:]) {
		os.Exit(m.Run())
	}
	dir, err := os.Getwd()
	if err == nil {
		err = vettool.Tool{Exe: os.Args[0], Dir: dir, Environ: os.Environ(), Stdout: os.Stdout,
			Suite: analyzers.Suite(), SafeFixes: analyzers.SafeFixes()}.Main(os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

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
	env := cli.Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Dir: dir, Version: "test", Now: time.Now, Environ: environ("off")}
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
	out, errs, code := m2me(t, dir, "plan", "-format=json", "./...")
	if code != 0 {
		t.Fatalf("plan: exit code %d\n%s", code, errs)
	}
	var plan document.Plan
	if err := json.Unmarshal([]byte(out), &plan); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range plan.Findings {
		got = append(got, testkit.VerdictLine(f))
	}
	if d := testkit.LineDiff(got, c.Verdicts); d != "" {
		t.Errorf("verdicts (-want +got):\n%s", d)
	}
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

// TestVet runs the real go vet over all cases in one workspace.
func TestVet(t *testing.T) {
	dir := workDir(t, "vet")
	var work strings.Builder
	work.WriteString("go 1.26.0\n")
	cases := map[string]*testkit.Case{} // by directory
	args := []string{"vet", "-vettool=" + os.Args[0]}
	for i, file := range archives(t) {
		c := read(t, file)
		name := fmt.Sprintf("c%03d", i)
		if err := c.Write(root, filepath.Join(dir, name), testkit.Module+"/"+name); err != nil {
			t.Fatal(err)
		}
		cases[name] = c
		fmt.Fprintf(&work, "use ./%s\n", name)
		args = append(args, "./"+name+"/...")
	}
	if err := os.WriteFile(filepath.Join(dir, "go.work"), []byte(work.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, environ("")
	out, _ := cmd.CombinedOutput() // findings make it fail, as they should
	diags := vetLines(dir, string(out))
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		c := cases[name]
		d := c.Unexpected(filepath.Join(dir, name), diags[name])
		why, differs := vetDiffers[c.Name]
		switch {
		case d != "" && !differs:
			t.Errorf("%s under go vet (-want +got):\n%s", c.Name, d)
		case d == "" && differs:
			t.Errorf("%s: go vet agrees, although it is listed: %s", c.Name, why)
		}
	}
	if t.Failed() && len(diags) == 0 {
		t.Logf("go vet says:\n%s", out)
	}
}

// vetLine is a finding. What is related to it follows on lines of its own, whose
// message begins with a tab.
var vetLine = regexp.MustCompile(`^(?:\./)?(c\d+)/(.*\.go):(\d+):\d+: ([^\t].*)$`)

// vetLines reads the output of go vet, by the directory of the case.
func vetLines(dir, out string) map[string][]testkit.Diagnostic {
	diags := map[string][]testkit.Diagnostic{}
	for line := range strings.Lines(out) {
		m := vetLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[3]) // digits
		diags[m[1]] = append(diags[m[1]], testkit.Diagnostic{File: filepath.Join(dir, m[1], m[2]), Line: n, Message: m[4]})
	}
	return diags
}
