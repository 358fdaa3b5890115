// Docgen writes the generated parts of the documentation, so that code is the
// only place where a thing is described.
//
// A generated part stands between two marks in a page that people write:
//
//	<!-- BEGIN name -->
//	<!-- END name -->
//
// A test of this package fails when a part is stale. To refresh all of them:
//
//	go generate ./internal/docgen
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

//go:generate go run .

// A part is a generated part of a page.
type part struct {
	page   string // relative to the root of the repository
	name   string // in the marks
	render func(root string) ([]byte, error)
}

// parts lists what is generated. Each part has a file in this package.
var parts = []part{
	{"docs/scopemap.md", "format", renderFormat},
	{"docs/scopemap.md", "rows", renderRows},
	{"docs/analyzers.md", "analyzers", renderAnalyzers},
	{"docs/analyzers.md", "rules", renderRules},
}

func main() {
	root, err := findRoot()
	if err == nil {
		_, err = update(root, true)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "docgen:", err)
		os.Exit(1)
	}
}

// findRoot returns the root of the repository, from anywhere in it.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod here or above; run it in the repository")
		}
		dir = parent
	}
}

// update renders all parts, and returns the pages that differ from what is on
// disk. With write it brings them up to date.
func update(root string, write bool) (stale []string, err error) {
	for _, p := range parts {
		path := filepath.Join(root, filepath.FromSlash(p.page))
		old, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		text, err := p.render(root)
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", p.page, p.name, err)
		}
		page, err := replace(old, p.name, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.page, err)
		}
		if bytes.Equal(page, old) {
			continue
		}
		stale = append(stale, p.page+" ("+p.name+")")
		if write {
			if err := os.WriteFile(path, page, 0o666); err != nil {
				return nil, err
			}
		}
	}
	return stale, nil
}

// replace puts text between the marks of a part.
func replace(page []byte, name string, text []byte) ([]byte, error) {
	begin, end := []byte("<!-- BEGIN "+name+" -->\n"), []byte("<!-- END "+name+" -->\n")
	i, j := bytes.Index(page, begin), bytes.Index(page, end)
	if i < 0 || j < i {
		return nil, fmt.Errorf("no marks for %q", name)
	}
	i += len(begin)
	return slices.Concat(page[:i], text, page[j:]), nil
}
