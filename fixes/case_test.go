package fixes

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
)

// A program is the type-checked source of a test case: one package a directory.
type program struct {
	fset  *token.FileSet
	files map[string]*File
}

func (p *program) FileAt(pos token.Pos) (*File, bool) {
	for _, f := range p.files {
		if f.holds(pos) {
			return f, true
		}
	}
	return nil, false
}

func (p *program) Package(f *File) []*File {
	var out []*File
	for _, g := range p.files {
		if dir(g.Name) == dir(f.Name) {
			out = append(out, g)
		}
	}
	return out
}

func dir(name string) string {
	i := strings.LastIndexByte(name, '/')
	return name[:i+1]
}

const testModule = "example.com/app"

// connectStub has the surface of the Connect package that fixes refer to.
const connectStub = `package connect
import ("context"; "net/http")
func Client(ctx context.Context, userID string) *http.Client { return nil }
func ClientLike(ctx context.Context, userID string, like *http.Client) *http.Client { return nil }
func HTTPClient(ctx context.Context, fallback *http.Client) *http.Client { return nil }
func WithUser(ctx context.Context, userID string) context.Context { return ctx }
func UserFrom(ctx context.Context) (userID string, ok bool) { return }
func Transport(base http.RoundTripper) http.RoundTripper { return base }
`

// std imports what test cases use, from source, once for all tests.
var std = sync.OnceValue(func() *importMap {
	fset := token.NewFileSet()
	return &importMap{fset: fset, std: importer.ForCompiler(fset, "source", nil).(types.ImporterFrom), own: map[string]*types.Package{}}
})

// packages is an importer that knows the packages of a case.
type importMap struct {
	fset *token.FileSet
	std  types.ImporterFrom
	own  map[string]*types.Package
}

func (p *importMap) Import(path string) (*types.Package, error) {
	if pkg := p.own[path]; pkg != nil {
		return pkg, nil
	}
	return p.std.ImportFrom(path, ".", 0)
}

// load type-checks files: name -> source. Directories are checked in the order
// of dirs.
func load(files map[string]string, order []string) (*program, error) {
	shared := std()
	imp := &importMap{fset: shared.fset, std: shared.std, own: map[string]*types.Package{}}
	prog := &program{fset: shared.fset, files: map[string]*File{}}
	stub, err := parser.ParseFile(imp.fset, "connect.go", connectStub, 0)
	if err != nil {
		return nil, err
	}
	conf := types.Config{Importer: imp}
	if imp.own[testModule+"/internal/connect"], err = conf.Check(testModule+"/internal/connect", imp.fset, []*ast.File{stub}, nil); err != nil {
		return nil, err
	}
	var dirs []string
	byDir := map[string][]*File{}
	for _, name := range order {
		src, ok := files[name]
		if !ok || !strings.HasSuffix(name, ".go") {
			continue
		}
		syntax, err := parser.ParseFile(imp.fset, name, src, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		f := &File{Name: name, Fset: imp.fset, Syntax: syntax, Src: []byte(src), Module: testModule}
		if strings.HasPrefix(name, "vendored/") {
			f.Module = ""
		}
		if byDir[dir(name)] == nil {
			dirs = append(dirs, dir(name))
		}
		byDir[dir(name)] = append(byDir[dir(name)], f)
		prog.files[name] = f
	}
	for _, d := range dirs {
		if err := check(imp, d, byDir[d]); err != nil {
			return nil, err
		}
	}
	return prog, nil
}

func check(imp *importMap, dir string, files []*File) error {
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, Instances: map[*ast.Ident]types.Instance{},
	}
	var syntax []*ast.File
	for _, f := range files {
		syntax = append(syntax, f.Syntax)
	}
	path := strings.TrimSuffix(testModule+"/"+dir, "/")
	conf := types.Config{Importer: imp, FakeImportC: true}
	pkg, err := conf.Check(path, imp.fset, syntax, info)
	if err != nil {
		return err
	}
	for _, f := range files {
		f.Info, f.Pkg = info, pkg
	}
	imp.own[path] = pkg
	return nil
}
