package main

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/m2me/m2me/analyzers"
	"github.com/m2me/m2me/internal/decide"
)

// renderAnalyzers renders the description of every analyzer of the suite.
func renderAnalyzers(string) ([]byte, error) {
	var b bytes.Buffer
	for _, a := range analyzers.Suite() {
		summary, text, _ := strings.Cut(a.Doc, "\n\n")
		_, summary, _ = strings.Cut(summary, ": ")
		fmt.Fprintf(&b, "\n## %s\n\n*%s*\n\n%s\n", a.Name, summary, fenced(text))
	}
	b.WriteString("\n")
	return b.Bytes(), nil
}

// fenced puts the code blocks of a doc comment between fences.
func fenced(text string) string {
	var b strings.Builder
	code := false
	for line := range strings.Lines(text) {
		indented := strings.HasPrefix(line, "\t")
		if indented != code && strings.TrimSpace(line) != "" {
			b.WriteString(map[bool]string{true: "```go\n", false: "```\n\n"}[indented])
			code = indented
		}
		if strings.TrimSpace(line) == "" && code {
			continue
		}
		b.WriteString(strings.TrimPrefix(line, "\t"))
	}
	if code {
		b.WriteString("\n```")
	}
	return b.String()
}

// numbered matches an item of the list of rules.
var numbered = regexp.MustCompile(`^\s+(\d+)\. (.*)$`)

// renderRules renders every rule with what the package comment of decide says of
// it.
func renderRules(root string) ([]byte, error) {
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "internal", "decide", "doc.go"), nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return nil, fmt.Errorf("read the rules: %w", err)
	}
	var items []string
	for line := range strings.SplitSeq(f.Doc.Text(), "\n") {
		switch {
		case numbered.MatchString(line):
			items = append(items, strings.TrimSpace(line))
		case len(items) > 0 && strings.HasPrefix(line, "    "):
			items[len(items)-1] += " " + strings.TrimSpace(line)
		}
	}
	var b bytes.Buffer
	for _, r := range decide.Rules() {
		owner := decide.Owner(r)
		if owner == "" {
			owner = "none: the call is kept, and in the plan"
		}
		fmt.Fprintf(&b, "\n### %s\n\nReported by: %s.\n", r, owner)
		found := false
		for _, item := range items {
			if strings.Contains(item, "("+string(r)+")") {
				fmt.Fprintf(&b, "\nRule %s\n", item)
				found = true
			}
		}
		if !found {
			return nil, fmt.Errorf("the package comment of decide does not mention rule %s", r)
		}
	}
	b.WriteString("\n")
	return b.Bytes(), nil
}
