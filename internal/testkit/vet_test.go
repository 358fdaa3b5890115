package testkit_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/testkit"
	"github.com/m2me/m2me/internal/vettool"
)

// vetDiffers lists the cases whose diagnostics under go vet are not those of
// the same analyzers in one process, with the reason.
var vetDiffers = map[string]string{
	"idioms/rewrite/foreign_wrapper":  "the client library is another module: go vet reads it and finds the call, the driver in one process does not",
	"idioms/tokens/oauth2_new_client": "types that a package keeps to itself do not cross: the transport is a question",
}

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
