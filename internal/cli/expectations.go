package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/program"
)

// An expected is the path of a migrated call, as a test may spell it.
type expected struct {
	path    string
	me      string
	pattern *regexp.Regexp
}

// expectations lists the strings in test files that spell the path of a migrated
// call: a fake of the platform, or the URL that a test waits for. Tests are not
// migrated; people have to look at them.
func (a *analysis) expectations(refused map[int]string) ([]document.Expectation, error) {
	paths := a.expectedPaths(refused)
	if len(paths) == 0 {
		return nil, nil
	}
	var out []document.Expectation
	for _, m := range a.work.modules {
		err := walkModule(m.dir, func(name string, d fs.DirEntry) error {
			if !strings.HasSuffix(name, "_test.go") {
				return nil
			}
			src, err := os.ReadFile(name)
			if err == nil {
				out = append(out, mentions(relative(a.work.root, name), src, paths)...)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// expectedPaths returns the paths of the calls that migrate, each once.
func (a *analysis) expectedPaths(refused map[int]string) []expected {
	var out []expected
	for i, f := range a.res.Findings {
		if f.Action != decide.Migrate || refused[i] != "" || !a.listed(f) || f.Match.Path == "" || f.Match.Me == f.Match.Path {
			continue
		}
		if !slices.ContainsFunc(out, func(e expected) bool { return e.path == f.Match.Path }) {
			out = append(out, expected{f.Match.Path, f.Match.Me, spelt(f)})
		}
	}
	return out
}

var hole = regexp.MustCompile(`\\\{[^{}]*\\\}`)

// spelt matches the path of a call where no other path goes on.
func spelt(f program.Finding) *regexp.Regexp {
	text := hole.ReplaceAllString(regexp.QuoteMeta(f.Match.Path), `[^/?#]+`)
	return regexp.MustCompile(text + `($|[^/\w-])`)
}

// mentions returns the string literals of a test file that spell one of the paths.
func mentions(name string, src []byte, paths []expected) []document.Expectation {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, name, src, parser.SkipObjectResolution) // half a tree has strings, too
	if file == nil {
		return nil
	}
	var out []document.Expectation
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			return true
		}
		for _, e := range paths {
			if at := e.pattern.FindString(text); at != "" {
				out = append(out, document.Expectation{File: name, Line: fset.Position(lit.Pos()).Line, Path: e.path, Me: e.me})
			}
		}
		return true
	})
	return slices.Compact(out)
}
