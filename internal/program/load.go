// Package program looks at a whole program: it loads the packages of a module,
// evaluates them together and has every call decided with its exact context.
//
// Packages of the program are loaded with syntax, dependencies from export
// data; what dependencies do comes from idioms and triggers. The exception are
// dependencies whose sources name a platform of the table: a client library of
// that platform is read like the program's own code, and never edited.
package program

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/internal/idiom"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/trigger"
)

// Options says what to load.
type Options struct {
	Dir      string   // where the go command runs
	Root     string   // paths are relative to it; Dir if empty
	Env      []string // as os.Environ
	Tags     string   // build tags, comma separated
	Patterns []string // package patterns; "./..." if empty
	Table    *scopemap.Table
	Tables   map[string]*scopemap.Table // by module path, of modules that Table does not govern
	Overlay  map[string][]byte
	Progress func(string) // told what is going on; may be nil
	ReadFile func(name string) ([]byte, error)
}

// A Program is a set of loaded packages.
type Program struct {
	Fset     *token.FileSet
	Packages []*packages.Package // of the program, with syntax, without those that have errors of their own
	Client   []*packages.Package // client libraries in other modules, with syntax
	Root     string              // the directory that paths are relative to
	Broken   []*packages.Package // packages with errors
	Skipped  []Skip

	opts    Options
	marks   landmarks
	reached map[*packages.Package]map[string]bool // what broken packages can call
	partOf  map[string][]string                   // see programs
}

// loadMode gives the program's packages with syntax; dependencies come from
// export data, which deepen reads more of. NeedDeps would type-check every
// dependency from source.
const loadMode = packages.LoadSyntax | packages.NeedModule | packages.NeedExportFile

// Load loads the packages that the patterns name. Packages with errors are in
// Broken; err is for what makes any answer impossible.
func Load(ctx context.Context, opts Options) (*Program, error) {
	if len(opts.Patterns) == 0 {
		opts.Patterns = []string{"./..."}
	}
	p := &Program{Fset: token.NewFileSet(), Root: cmp.Or(opts.Root, opts.Dir), opts: opts, marks: findLandmarks(opts)}
	p.say("loading packages")
	roots, err := p.load(ctx, opts.Patterns)
	if err != nil {
		return nil, err
	}
	if len(roots) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(opts.Patterns, " "))
	}
	more := p.clients(roots)
	if len(more) > 0 {
		p.say("reading " + strings.Join(more, ", "))
		roots = append(roots, p.deepen(roots, more)...)
	}
	p.sort(roots, more)
	return p, nil
}

func (p *Program) say(text string) {
	if p.opts.Progress != nil {
		p.opts.Progress(text)
	}
}

func (p *Program) config(ctx context.Context, mode packages.LoadMode) *packages.Config {
	cfg := &packages.Config{
		Mode: mode, Context: ctx, Dir: p.opts.Dir, Env: p.opts.Env, Fset: p.Fset, Overlay: p.opts.Overlay, ParseFile: parse,
	}
	if p.opts.Tags != "" {
		cfg.BuildFlags = []string{"-tags=" + p.opts.Tags}
	}
	return cfg
}

// parse parses a file without the objects of [ast.Object], which nobody asks for.
func parse(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}

func (p *Program) load(ctx context.Context, patterns []string) ([]*packages.Package, error) {
	roots, err := packages.Load(p.config(ctx, loadMode), patterns...)
	if err != nil {
		return nil, errors.New(said(err))
	}
	var errs []error
	for _, r := range roots {
		if len(r.GoFiles) > 0 || r.Types != nil && r.Name != "" {
			continue
		}
		for _, e := range r.Errors {
			errs = append(errs, e)
		}
	}
	if len(errs) > 0 && len(errs) == len(roots) {
		return nil, errors.Join(errs...)
	}
	return roots, nil
}

// said is what the go command has said about an error, without how it was run.
func said(err error) string {
	text := err.Error()
	if _, after, ok := strings.Cut(text, "stderr: "); ok {
		text = after
	}
	return "the packages cannot be loaded: " + strings.TrimSpace(text)
}

// sort puts packages into the groups of p. A package is the program's own if
// its module is one of the main modules.
func (p *Program) sort(roots []*packages.Package, clients []string) {
	isClient := map[string]bool{}
	for _, c := range clients {
		isClient[c] = true
	}
	sort.Slice(roots, func(i, j int) bool { return roots[i].PkgPath < roots[j].PkgPath })
	for _, r := range roots {
		switch {
		case len(r.Errors) > 0 || r.Types == nil:
			p.Broken = append(p.Broken, r)
			p.Skipped = append(p.Skipped, Skip{What: "package " + r.PkgPath, Reason: p.firstError(r), Broken: true})
		case isClient[r.PkgPath]:
			p.Client = append(p.Client, r)
		default:
			p.Packages = append(p.Packages, r)
		}
	}
}

func (p *Program) firstError(r *packages.Package) string {
	if all := p.errorTexts(r); len(all) > 0 {
		return "it does not type-check: " + all[0]
	}
	return "it does not type-check"
}

// errorTexts are the errors of a package with files relative to the root. What
// the compiler has printed is left out if the type checker says the same.
func (p *Program) errorTexts(r *packages.Package) []string {
	var placed, other []string
	for _, e := range r.Errors {
		if file, rest, ok := strings.Cut(e.Pos, ":"); ok {
			placed = append(placed, p.rel(file)+":"+rest+": "+e.Msg)
		} else {
			other = append(other, strings.Join(strings.Fields(e.Msg), " "))
		}
	}
	if len(placed) > 0 {
		return placed
	}
	return other
}

// Errors lists what does not compile, each error once.
func (p *Program) Errors() []string {
	var out []string
	for _, pkg := range p.Broken {
		for _, text := range p.errorTexts(pkg) {
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// clients returns the client libraries that the program calls a platform
// through: dependencies that send HTTP requests and that either name a path or the
// domain of a platform themselves or are imported where the program does. A path
// that other APIs have too counts where something says what platform is called.
func (p *Program) clients(roots []*packages.Package) []string {
	if p.opts.ReadFile == nil || p.opts.Table == nil {
		return nil
	}
	candidates := candidates(roots)
	evident := sync.OnceValue(func() bool {
		return slices.ContainsFunc(roots, func(r *packages.Package) bool { return p.mentions(r, p.marks.evidence) })
	})
	known := map[*packages.Package]bool{}
	named := func(pkg *packages.Package) bool {
		has, ok := known[pkg]
		if !ok {
			has = p.mentions(pkg, p.marks.domains) || p.names(pkg, p.marks.paths) ||
				p.names(pkg, p.marks.common) && (p.mentions(pkg, p.marks.evidence) || evident())
			known[pkg] = has
		}
		return has
	}
	var out []string
	for _, path := range slices.Sorted(maps.Keys(candidates)) {
		c := candidates[path]
		if c.dep.Module == nil || c.dep.Imports["net/http"] == nil {
			continue
		}
		if named(c.dep) || p.mentions(c.dep, senders) && slices.ContainsFunc(c.by, named) {
			out = append(out, path)
		}
	}
	return append(out, makers(candidates, out)...)
}

// makers returns the candidates that make what the client libraries at paths
// send with: packages of the same modules that import them.
func makers(candidates map[string]candidate, paths []string) []string {
	var out []string
	for _, path := range slices.Sorted(maps.Keys(candidates)) {
		c := candidates[path]
		if c.dep.Module == nil || slices.Contains(paths, path) {
			continue
		}
		if slices.ContainsFunc(paths, func(client string) bool {
			m := candidates[client].dep.Module
			return c.dep.Imports[client] != nil && m.Path == c.dep.Module.Path
		}) {
			out = append(out, path)
		}
	}
	return out
}

// A candidate is a dependency that may be a client library.
type candidate struct {
	dep *packages.Package   // without syntax
	by  []*packages.Package // what of the program imports it
}

// candidates returns the dependencies that the program imports and nobody
// models, by import path.
func candidates(roots []*packages.Package) map[string]candidate {
	own := map[string]bool{}
	for _, r := range roots {
		own[r.PkgPath] = true
	}
	out := map[string]candidate{}
	for _, r := range roots {
		for path, dep := range r.Imports {
			first, _, _ := strings.Cut(path, "/")
			if own[path] || !strings.Contains(first, ".") || idiom.Knows(path) || trigger.Knows(path) {
				continue
			}
			out[path] = candidate{dep, append(out[path].by, r)}
		}
	}
	return out
}

// senders are words that a package cannot send a request without.
var senders = []string{"http.Client", "http.NewRequest", "http.RoundTripper", "http.DefaultClient"}

// mentions reports whether a source file of a package holds one of the words.
func (p *Program) mentions(pkg *packages.Package, words []string) bool {
	for _, name := range pkg.GoFiles {
		src, err := p.opts.ReadFile(name)
		if err != nil {
			continue
		}
		for _, w := range words {
			if bytes.Contains(src, []byte(w)) {
				return true
			}
		}
	}
	return false
}

// rel returns a file name as it is printed: relative to the root, with slashes.
func (p *Program) rel(name string) string {
	if r, err := filepath.Rel(p.Root, name); err == nil && !strings.HasPrefix(r, "..") {
		return filepath.ToSlash(r)
	}
	return filepath.ToSlash(name)
}
