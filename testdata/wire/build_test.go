package wire_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A finding is what the tests read of a call in the plan.
type finding struct {
	File    string
	Line    int
	Method  string
	Service string
	Path    string
	Me      string
	Verdict string
	Origin  string
}

// A plan is what the tests read of plan.json.
type plan struct {
	Findings []finding
	Connect  []struct{ Scope string }
	// Remaining are the machine scopes that kept calls need.
	Remaining []struct{ Scope string }
}

// connectScopes are the users' scopes that the plan printed.
func (p plan) connectScopes() []string {
	var out []string
	for _, c := range p.Connect {
		out = append(out, c.Scope)
	}
	return out
}

// count counts findings with a verdict.
func (p plan) count(verdict string) int {
	n := 0
	for _, f := range p.Findings {
		if f.Verdict == verdict {
			n++
		}
	}
	return n
}

// built is a program before and after its migration.
type built struct {
	before, after map[string]string // binary by command name
	plan          plan
	dir           string
}

// machineScopes are the admin scopes that the plan leaves, and those it leaves to
// a person to take out.
func (b built) machineScopes(p *program) []string {
	out := slices.Clone(p.leftover)
	for _, r := range b.plan.Remaining {
		out = append(out, r.Scope)
	}
	return out
}

// migrate copies p, builds it, migrates the copy, does by hand what is left to
// do by hand, and builds again.
func migrate(t *testing.T, p *program) built {
	t.Helper()
	b := built{dir: t.TempDir()}
	if *keep {
		b.dir = filepath.Join(work, p.name)
	}
	// The paths between the module and what it replaces stay as they are.
	for _, dir := range append([]string{p.module}, p.with...) {
		copyTree(t, dir, filepath.Join(b.dir, "x", "y", dir), p)
	}
	module := filepath.Join(b.dir, "x", "y", p.module)
	b.before = buildAll(t, p, module, filepath.Join(b.dir, "before"))
	args := func(list ...string) []string { return append(append(list, p.answers...), "./...") }
	out := must(command(module, copied(), tools.m2me, args("plan", "-format=json")...))(t)
	if err := json.Unmarshal([]byte(out), &b.plan); err != nil {
		t.Fatal(err)
	}
	out = must(command(module, copied(), tools.m2me, args("fix")...))(t)
	if *keep {
		os.WriteFile(filepath.Join(b.dir, "fix.txt"), []byte(out), 0o644)
	}
	b.byHand(t, p, module)
	b.after = buildAll(t, p, module, filepath.Join(b.dir, "after"))
	return b
}

// byHand adds the files of the hand directories, none of which may replace a
// file, and applies the patches.
func (b built) byHand(t *testing.T, p *program, module string) {
	t.Helper()
	for _, dir := range p.hand {
		walk(t, dir, func(name, rel string) {
			if strings.HasSuffix(rel, ".patch") {
				abs, _ := filepath.Abs(name)
				must(command(module, copied(), "git", "apply", "--recount", "-C1", abs))(t)
				return
			}
			to := filepath.Join(module, rel)
			if _, err := os.Stat(to); err == nil {
				t.Fatalf("%s would replace a file", name)
			}
			copyFile(t, name, to)
		})
	}
}

// buildAll builds the commands of p. Probes, which are not part of the program,
// are there only while it builds.
func buildAll(t *testing.T, p *program, module, out string) map[string]string {
	t.Helper()
	bins := map[string]string{}
	probes := map[string]bool{}
	if p.probes != "" {
		walk(t, p.probes, func(name, rel string) {
			to := filepath.Join(module, rel)
			copyFile(t, name, to)
			probes[filepath.Dir(to)] = true
		})
	}
	for name, pkg := range p.commands {
		bins[name] = filepath.Join(out, name)
		must(command(module, copied(), "go", "build", "-trimpath", "-buildvcs=false", "-o", bins[name], pkg))(t)
	}
	for dir := range probes {
		os.RemoveAll(dir)
	}
	return bins
}

// must fails the test if a command did.
func must(out string, err error) func(t *testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}

// walk calls f for the files below dir.
func walk(t *testing.T, dir string, f func(name, rel string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		f(name, rel)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// copyTree copies a module, or of one with several programs what p needs.
func copyTree(t *testing.T, dir, to string, p *program) {
	t.Helper()
	walk(t, dir, func(name, rel string) {
		top, _, below := strings.Cut(rel, string(filepath.Separator))
		if strings.HasSuffix(rel, ".patch") || p.only != "" && dir == p.module && below && top != p.only && top != "internal" {
			return
		}
		copyFile(t, name, filepath.Join(to, rel))
	})
}

// copyFile copies one file and makes its directory.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
