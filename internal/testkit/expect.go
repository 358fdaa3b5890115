package testkit

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/plan/document"
)

// VerdictLine prints a finding as cases spell it.
func VerdictLine(f document.Finding) string {
	method := f.Method
	if method == "" {
		method = "?"
	}
	path := f.Path
	if path == "" {
		path = "?"
	}
	line := fmt.Sprintf("%s:%d %s %s %s %s %s %s", f.File, f.Line, method, path, f.Verdict, f.Rule, f.Origin, f.Subject)
	if f.Me != "" {
		line += " -> " + f.Me
	}
	return line
}

// LineDiff says how two lists differ, empty if they do not.
func LineDiff(got, want []string) string {
	var b strings.Builder
	rest := slices.Clone(got)
	for _, w := range want {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		} else {
			fmt.Fprintf(&b, "- %s\n", w)
		}
	}
	for _, g := range rest {
		fmt.Fprintf(&b, "+ %s\n", g)
	}
	return b.String()
}

// Unexpected matches diagnostics in dir against the wants of a case and says
// what is missing and what is too much, empty if nothing.
func (c *Case) Unexpected(dir string, diags []Diagnostic) string {
	var b strings.Builder
	left := slices.Clone(c.Wants)
	for _, d := range diags {
		rel, err := filepath.Rel(dir, d.File)
		if err != nil {
			rel = d.File
		}
		rel = filepath.ToSlash(rel)
		i := slices.IndexFunc(left, func(w Want) bool {
			return w.File == rel && w.Line == d.Line && w.Message.MatchString(d.Message)
		})
		if i < 0 {
			fmt.Fprintf(&b, "+ %s:%d: %s\n", rel, d.Line, d.Message)
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, w := range left {
		fmt.Fprintf(&b, "- %s:%d: want %q\n", w.File, w.Line, w.Message)
	}
	return b.String()
}
