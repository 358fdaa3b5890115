package testkit_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/testkit"
)

// checkStory holds that the command line and the drivers tell one story: after
// fix -mark the analyzers report nothing that the plan does not list as open, a
// question or a migration that was refused. It leaves the marks in dir.
func checkStory(t *testing.T, c *testkit.Case, dir string) {
	t.Helper()
	if out, errs, code := m2me(t, dir, slices.Concat([]string{"fix", "-mark"}, c.FixArgs, []string{"./..."})...); code != 0 && code != 3 {
		t.Fatalf("fix -mark: exit code %d\n%s%s", code, out, errs)
	}
	out, errs, code := m2me(t, dir, "plan", "-format=json", "./...")
	if code != 0 {
		t.Fatalf("plan after fix -mark: exit code %d\n%s", code, errs)
	}
	var doc document.Plan
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	cfg := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Env: environ("off")}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		t.Fatal(err)
	}
	diags, _, err := testkit.Vet(pkgs, analyzers.Suite())
	if err != nil {
		t.Fatal(err)
	}
	var more []string
	for _, d := range diags {
		if !open(&doc, dir, d) {
			more = append(more, fmt.Sprintf("%s:%d: %s [%s], with %s", d.File, d.Line, d.Message, d.Rule, strings.Join(d.Related, ", ")))
		}
	}
	if len(more) > 0 {
		t.Errorf("after fix -mark the analyzers report what the plan does not list as open:\n%s", strings.Join(more, "\n"))
	}
}

// open reports whether the plan lists a diagnostic: as a problem of its line, or
// as a call without an end. A driver that sees one package reports where code of
// a user calls down; the function that sends is among what belongs to it.
func open(doc *document.Plan, dir string, d testkit.Diagnostic) bool {
	at := func(file string, line int) string {
		return fmt.Sprintf("%s:%d", filepath.Join(dir, filepath.FromSlash(file)), line)
	}
	here := fmt.Sprintf("%s:%d", d.File, d.Line)
	if slices.ContainsFunc(doc.Problems, func(p document.Problem) bool { return at(p.File, p.Line) == here }) {
		return true
	}
	return slices.ContainsFunc(doc.Findings, func(f document.Finding) bool {
		below := strings.HasPrefix(d.Message, f.Endpoint()+" ") &&
			slices.ContainsFunc(d.Related, func(place string) bool { return strings.HasPrefix(place, strings.TrimSuffix(at(f.File, 0), "0")) })
		return f.Verdict != document.Keep && (at(f.File, f.Line) == here || below)
	})
}
