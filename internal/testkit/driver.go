package testkit

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"
)

// A Diagnostic is what an analyzer reported.
type Diagnostic struct {
	File    string // absolute
	Line    int
	Rule    string
	Message string
	Related []string // "file:line" of what belongs to it, absolute
}

// A run is a driver of go/analysis for the packages of one module, one after
// the other, that keeps facts encoded, as go vet does. Facts about what other
// processes could not name are lost.
type run struct {
	facts map[factKey][]byte
	diags []Diagnostic
	done  map[action]any // results
}

type factKey struct {
	pkg, path string // of the object
	typ       reflect.Type
}

type action struct {
	pkg      *packages.Package
	analyzer *analysis.Analyzer
}

// Vet runs analyzers over packages and returns what they reported, and the
// facts they left by the name of the object.
func Vet(pkgs []*packages.Package, suite []*analysis.Analyzer) ([]Diagnostic, map[string][]byte, error) {
	r := &run{facts: map[factKey][]byte{}, done: map[action]any{}}
	for _, pkg := range inOrder(pkgs) {
		for _, a := range suite {
			if _, err := r.do(pkg, a); err != nil {
				return nil, nil, fmt.Errorf("%s: %s: %w", pkg.PkgPath, a.Name, err)
			}
		}
	}
	sort.SliceStable(r.diags, func(i, j int) bool {
		a, b := r.diags[i], r.diags[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
	facts := map[string][]byte{}
	for key, data := range r.facts {
		facts[key.pkg+" "+key.path+" "+key.typ.String()] = data
	}
	return r.diags, facts, nil
}

// inOrder returns the packages with what they import first.
func inOrder(pkgs []*packages.Package) []*packages.Package {
	asked, seen := map[*packages.Package]bool{}, map[*packages.Package]bool{}
	for _, p := range pkgs {
		asked[p] = true
	}
	var out []*packages.Package
	var visit func(*packages.Package)
	visit = func(p *packages.Package) {
		if seen[p] || !asked[p] {
			return
		}
		seen[p] = true
		for _, imp := range sortedImports(p) {
			visit(imp)
		}
		out = append(out, p)
	}
	for _, p := range pkgs {
		visit(p)
	}
	return out
}

func sortedImports(p *packages.Package) []*packages.Package {
	var out []*packages.Package
	for _, imp := range p.Imports {
		out = append(out, imp)
	}
	slices.SortFunc(out, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	return out
}

// do runs an analyzer, and those it needs, over a package once.
func (r *run) do(pkg *packages.Package, a *analysis.Analyzer) (any, error) {
	if res, ok := r.done[action{pkg, a}]; ok {
		return res, nil
	}
	results := map[*analysis.Analyzer]any{}
	for _, need := range a.Requires {
		res, err := r.do(pkg, need)
		if err != nil {
			return nil, err
		}
		results[need] = res
	}
	pass := &analysis.Pass{
		Analyzer: a, Fset: pkg.Fset, Files: pkg.Syntax, Pkg: pkg.Types, TypesInfo: pkg.TypesInfo, TypesSizes: pkg.TypesSizes,
		ResultOf: results, ReadFile: os.ReadFile,
		Module: &analysis.Module{Path: pkg.Module.Path},
		Report: func(d analysis.Diagnostic) {
			at := pkg.Fset.Position(d.Pos)
			diag := Diagnostic{File: at.Filename, Line: at.Line, Rule: d.Category, Message: d.Message}
			for _, rel := range d.Related {
				at := pkg.Fset.Position(rel.Pos)
				diag.Related = append(diag.Related, fmt.Sprintf("%s:%d", at.Filename, at.Line))
			}
			r.diags = append(r.diags, diag)
		},
		ImportObjectFact:  r.importFact,
		ExportObjectFact:  r.exportFact,
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportPackageFact: func(analysis.Fact) {},
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
		AllObjectFacts:    r.allFacts,
	}
	res, err := a.Run(pass)
	r.done[action{pkg, a}] = res
	return res, err
}

func keyOf(obj types.Object, fact analysis.Fact) (factKey, bool) {
	path, err := objectpath.For(obj)
	if obj.Pkg() == nil || err != nil {
		return factKey{}, false
	}
	return factKey{obj.Pkg().Path(), string(path), reflect.TypeOf(fact)}, true
}

func (r *run) importFact(obj types.Object, fact analysis.Fact) bool {
	key, ok := keyOf(obj, fact)
	data, known := r.facts[key]
	return ok && known && gob.NewDecoder(bytes.NewReader(data)).Decode(fact) == nil
}

func (r *run) exportFact(obj types.Object, fact analysis.Fact) {
	key, ok := keyOf(obj, fact)
	if !ok {
		return
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
		panic(fmt.Sprintf("a fact about %s cannot be encoded: %v", obj, err))
	}
	r.facts[key] = buf.Bytes()
}

// allFacts says that there are facts, and no more: analyzers ask for nothing else.
func (r *run) allFacts() []analysis.ObjectFact { return make([]analysis.ObjectFact, len(r.facts)) }
