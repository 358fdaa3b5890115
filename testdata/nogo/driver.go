// Command nogo imitates what rules_go builds of a nogo target: a main that
// imports packages of analyzers by their paths (the other file of this package is
// generated), and runs them on one package, with types from export data and facts
// from files. It gives analyzers what nogo gives them, and nothing else: no
// module and no way to read files.
package main

import (
	"bytes"
	"encoding/gob"
	"flag"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"log"
	"os"
	"reflect"
	"runtime"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A fact is one of an object, as it is kept in a file.
type fact struct {
	Pkg, Path string
	Fact      analysis.Fact
}

// A pack is the package at hand.
type pack struct {
	fset  *token.FileSet
	files []*ast.File
	types *types.Package
	info  *types.Info
	facts map[fact]analysis.Fact // by package, path and an empty fact of the type
	found bool
	done  map[*analysis.Analyzer]any
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("nogo: ")
	path := flag.String("p", "", "the path of the package")
	out := flag.String("x", "", "the file for facts")
	exports, inputs := pairs{}, pairs{}
	flag.Var(exports, "packagefile", "path=file with export data")
	flag.Var(inputs, "fact", "path=file with facts")
	flag.Parse()
	if err := analysis.Validate(analyzers); err != nil {
		log.Fatal(err)
	}
	p, err := load(*path, exports, flag.Args())
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range analyzers {
		register(a)
	}
	for _, file := range inputs {
		if err := p.read(file); err != nil {
			log.Fatal(err)
		}
	}
	for _, a := range analyzers {
		if _, err := p.run(a, true); err != nil {
			log.Fatalf("analyzer %q failed: %v", a.Name, err)
		}
	}
	if err := p.write(*out); err != nil {
		log.Fatal(err)
	}
	if p.found {
		os.Exit(1)
	}
}

// pairs are flags of the form path=file.
type pairs map[string]string

func (p pairs) String() string { return "" }

func (p pairs) Set(v string) error {
	path, file, _ := strings.Cut(v, "=")
	p[path] = file
	return nil
}

func register(a *analysis.Analyzer) {
	for _, f := range a.FactTypes {
		gob.Register(f)
	}
	for _, r := range a.Requires {
		register(r)
	}
}

func load(path string, exports map[string]string, names []string) (*pack, error) {
	p := &pack{fset: token.NewFileSet(), facts: map[fact]analysis.Fact{}, done: map[*analysis.Analyzer]any{},
		info: &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Scopes: map[ast.Node]*types.Scope{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
			Instances: map[*ast.Ident]types.Instance{}}}
	for _, name := range names {
		f, err := parser.ParseFile(p.fset, name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		p.files = append(p.files, f)
	}
	look := func(path string) (io.ReadCloser, error) {
		file, ok := exports[path]
		if !ok {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(file)
	}
	conf := types.Config{Importer: importer.ForCompiler(p.fset, "gc", look)}
	var err error
	p.types, err = conf.Check(path, p.fset, p.files, p.info)
	return p, err
}

func (p *pack) run(a *analysis.Analyzer, root bool) (any, error) {
	if res, ok := p.done[a]; ok {
		return res, nil
	}
	results := map[*analysis.Analyzer]any{}
	for _, r := range a.Requires {
		res, err := p.run(r, false)
		if err != nil {
			return nil, err
		}
		results[r] = res
	}
	pass := &analysis.Pass{
		Analyzer: a, Fset: p.fset, Files: p.files, Pkg: p.types, TypesInfo: p.info, ResultOf: results,
		TypesSizes: types.SizesFor("gc", runtime.GOARCH),
		Report: func(d analysis.Diagnostic) {
			if root {
				p.found = true
				fmt.Printf("%s: %s (%s)\n", p.fset.Position(d.Pos), d.Message, a.Name)
			}
		},
		ImportObjectFact: func(obj types.Object, f analysis.Fact) bool {
			have, ok := p.facts[key(obj, f)]
			if ok {
				reflect.ValueOf(f).Elem().Set(reflect.ValueOf(have).Elem())
			}
			return ok
		},
		ExportObjectFact: func(obj types.Object, f analysis.Fact) {
			if k := key(obj, f); k.Path != "" {
				p.facts[k] = f
			}
		},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportPackageFact: func(analysis.Fact) {},
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
		AllObjectFacts: func() []analysis.ObjectFact {
			var all []analysis.ObjectFact
			for _, f := range p.facts {
				all = append(all, analysis.ObjectFact{Fact: f}) // the analyzers only count them
			}
			return all
		},
	}
	res, err := a.Run(pass)
	p.done[a] = res
	return res, err
}

// key is what a fact of an object is kept under.
func key(obj types.Object, f analysis.Fact) fact {
	path, err := objectpath.For(obj)
	if err != nil || obj.Pkg() == nil {
		return fact{}
	}
	return fact{Pkg: obj.Pkg().Path(), Path: string(path) + " " + reflect.TypeOf(f).String()}
}

func (p *pack) read(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var list []fact
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&list); err != nil {
		return err
	}
	for _, f := range list {
		p.facts[fact{Pkg: f.Pkg, Path: f.Path}] = f.Fact
	}
	return nil
}

func (p *pack) write(file string) error {
	var list []fact
	for k, f := range p.facts {
		list = append(list, fact{k.Pkg, k.Path, f})
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(list); err != nil {
		return err
	}
	return os.WriteFile(file, buf.Bytes(), 0o666)
}
