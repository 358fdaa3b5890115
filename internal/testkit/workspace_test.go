package testkit_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/testkit"
)

// A workspace holds all cases, each a module of its own, for drivers that run
// once over all of them.
type workspace struct {
	dir   string
	cases map[string]*testkit.Case // by directory
}

// newWorkspace writes all cases and a go.work.
func newWorkspace(t *testing.T, name string) workspace {
	t.Helper()
	w := workspace{dir: workDir(t, name), cases: map[string]*testkit.Case{}}
	var work strings.Builder
	work.WriteString("go 1.26.0\n")
	for i, file := range archives(t) {
		c := read(t, file)
		name := fmt.Sprintf("c%03d", i)
		if err := c.Write(root, filepath.Join(w.dir, name), testkit.Module+"/"+name); err != nil {
			t.Fatal(err)
		}
		w.cases[name] = c
		fmt.Fprintf(&work, "use ./%s\n", name)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "go.work"), []byte(work.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return w
}

// names returns the directories of the cases.
func (w workspace) names() []string { return slices.Sorted(maps.Keys(w.cases)) }

// patterns returns what the go command calls the packages of all cases.
func (w workspace) patterns() []string {
	var all []string
	for _, name := range w.names() {
		all = append(all, "./"+name+"/...")
	}
	return all
}

// compare compares what a driver printed with what the cases want. A line of
// the output that is a finding matches the pattern: directory, file, line and
// message. The cases in differs are other there, for the reason that it says.
func (w workspace) compare(t *testing.T, driver string, line *regexp.Regexp, out string, differs map[string]string) {
	t.Helper()
	diags := map[string][]testkit.Diagnostic{}
	for text := range strings.Lines(out) {
		if m := line.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			n, _ := strconv.Atoi(m[3]) // digits
			diags[m[1]] = append(diags[m[1]], testkit.Diagnostic{File: filepath.Join(w.dir, m[1], m[2]), Line: n, Message: m[4]})
		}
	}
	for _, name := range w.names() {
		c := w.cases[name]
		d := c.Unexpected(filepath.Join(w.dir, name), diags[name])
		why, differs := differs[c.Name]
		switch {
		case d != "" && !differs:
			t.Errorf("%s under %s (-want +got):\n%s", c.Name, driver, d)
		case d == "" && differs:
			t.Errorf("%s: %s agrees, although it is listed: %s", c.Name, driver, why)
		}
	}
	if t.Failed() && len(diags) == 0 {
		t.Logf("%s says:\n%s", driver, out)
	}
}
