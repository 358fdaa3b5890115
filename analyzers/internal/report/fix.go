package report

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers/internal/restcall"
	"github.com/m2me/m2me/fixes"
	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
)

// A rewrite is one fix, or none, and the places of the calls that it settles.
type rewrite struct {
	fixes   []analysis.SuggestedFix
	settles map[rest.Span]bool
}

// fix returns one fix, of a finding, for the calls that take chooses. The migrate
// verdicts of one declaration share one, at the first of them: calls of one
// function share tokens and locals, which die only when all of them are
// rewritten. There is none if the rewriter refuses everything, if the Connect
// client is not in the module yet, or if the package would not type-check
// afterwards.
func (r *reporter) fix(pass *analysis.Pass, res *restcall.Result, at decide.Finding, take func(decide.Finding) bool) rewrite {
	if pass.ReadFile == nil || !res.Client {
		return rewrite{}
	}
	src := &files{pass: pass, module: res.Module, known: map[*token.File]*fixes.File{}}
	batch := fixes.NewBatch(fixes.Options{Source: src, Connect: res.Table.Connect()})
	settles := map[rest.Span]bool{}
	var messages []string
	for _, f := range res.Findings {
		if !take(f) {
			batch.Keep(f.Call)
			continue
		}
		if batch.Migrate(fixes.Input{Finding: f}) == nil {
			messages = append(messages, fixes.Message(f))
			settles[place(f.Call)] = true
		}
	}
	edits, err := batch.Edits()
	if err != nil || len(messages) == 0 || compiles(pass, res.Connect, edits) != nil {
		return rewrite{}
	}
	var all []analysis.TextEdit
	for _, fe := range edits {
		if r.Linter && !within(at, fe.File.Syntax) {
			return rewrite{} // its edit would be dropped, and the rest made
		}
		all = append(all, fe.Edits...)
	}
	return rewrite{[]analysis.SuggestedFix{{Message: strings.Join(slices.Compact(messages), ", "), TextEdits: all}}, settles}
}

// files gives the rewriter the files of a pass.
type files struct {
	pass   *analysis.Pass
	module string
	known  map[*token.File]*fixes.File
}

// FileAt implements [fixes.Source].
func (s *files) FileAt(pos token.Pos) (*fixes.File, bool) {
	for _, syn := range s.pass.Files {
		if syn.FileStart <= pos && pos <= syn.FileEnd {
			return s.file(syn)
		}
	}
	return nil, false
}

func (s *files) file(syn *ast.File) (*fixes.File, bool) {
	tf := s.pass.Fset.File(syn.FileStart)
	if f := s.known[tf]; f != nil {
		return f, true
	}
	src, err := s.pass.ReadFile(tf.Name())
	if err != nil {
		return nil, false
	}
	f := &fixes.File{Name: tf.Name(), Fset: s.pass.Fset, Syntax: syn, Src: src, Info: s.pass.TypesInfo, Pkg: s.pass.Pkg,
		Module: s.module, Test: strings.HasSuffix(tf.Name(), "_test.go")}
	s.known[tf] = f
	return f, true
}

// Package implements [fixes.Source].
func (s *files) Package(*fixes.File) []*fixes.File {
	var out []*fixes.File
	for _, syn := range s.pass.Files {
		if f, ok := s.file(syn); ok {
			out = append(out, f)
		}
	}
	return out
}

// compiles type-checks the package with the edits carried out.
func compiles(pass *analysis.Pass, connect string, edits []fixes.FileEdits) error {
	fset := token.NewFileSet()
	changed := map[*ast.File][]byte{}
	for _, fe := range edits {
		changed[fe.File.Syntax] = fe.Apply()
	}
	var parsed []*ast.File
	for _, syn := range pass.Files {
		name := pass.Fset.File(syn.FileStart).Name()
		src, ok := changed[syn]
		if !ok {
			var err error
			if src, err = pass.ReadFile(name); err != nil {
				return fmt.Errorf("read the package: %w", err)
			}
		}
		f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("parse the rewritten file: %w", err)
		}
		parsed = append(parsed, f)
	}
	conf := types.Config{Importer: &importer{pass: pass, connect: connect}, Sizes: pass.TypesSizes, GoVersion: pass.Pkg.GoVersion()}
	_, err := conf.Check(pass.Pkg.Path(), fset, parsed, nil)
	return err
}

// An importer hands out the packages that the pass has loaded, and the surface
// of the Connect client for a package that does not import it yet.
type importer struct {
	pass    *analysis.Pass
	connect string
	client  *types.Package
}

// Import implements [types.Importer].
func (i *importer) Import(path string) (*types.Package, error) {
	if p := find(i.pass.Pkg, path, map[*types.Package]bool{}); p != nil {
		return whole(p), nil
	}
	if path != i.connect {
		return nil, fmt.Errorf("package %s is not loaded", path)
	}
	if i.client == nil {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "connect.go", surface, 0)
		if err != nil {
			return nil, fmt.Errorf("the surface of the Connect client: %w", err)
		}
		if i.client, err = (&types.Config{Importer: i, IgnoreFuncBodies: true}).Check(path, fset, []*ast.File{f}, nil); err != nil {
			return nil, fmt.Errorf("the surface of the Connect client: %w", err)
		}
	}
	return i.client, nil
}

// whole returns a package that counts as complete: drivers load of an indirect
// import only what the package at hand mentions, which is all that the check
// can mention too.
func whole(p *types.Package) *types.Package {
	if p.Complete() {
		return p
	}
	c := types.NewPackage(p.Path(), p.Name())
	for _, name := range p.Scope().Names() {
		c.Scope().Insert(p.Scope().Lookup(name))
	}
	c.MarkComplete()
	return c
}

func find(p *types.Package, path string, seen map[*types.Package]bool) *types.Package {
	if seen[p] {
		return nil
	}
	seen[p] = true
	for _, imp := range p.Imports() {
		if imp.Path() == path {
			return imp
		}
		if got := find(imp, path, seen); got != nil {
			return got
		}
	}
	return nil
}

// surface is what rewritten code calls of the Connect client.
const surface = `package connect

import (
	"context"
	"net/http"
)

func Client(ctx context.Context, userID string) *http.Client
func ClientLike(ctx context.Context, userID string, like *http.Client) *http.Client
func HTTPClient(ctx context.Context, fallback *http.Client) *http.Client
func WithUser(ctx context.Context, userID string) context.Context
func UserFrom(ctx context.Context) (userID string, ok bool)
func Transport(base http.RoundTripper) http.RoundTripper
`
