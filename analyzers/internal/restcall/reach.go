package restcall

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/m2me/m2me/internal/idiom"
)

// A reach is what a dependency may tell about requests: all of its functions if one
// of them makes requests, for then its constructors and options matter as well, and
// else those that take URLs or the values of contexts apart, and what calls them.
type reach struct {
	all   bool
	funcs map[*types.Func]bool
}

// nothing reports whether no function of the package needs to be read.
func (r reach) nothing() bool { return !r.all && len(r.funcs) == 0 }

// reaching looks at what the functions of a package name.
func reaching(pass *analysis.Pass, facts *reader) reach {
	var bodies []*body
	wire := false
	for _, file := range sources(pass) {
		for _, d := range file.Decls {
			b := named(pass, facts, d)
			if b.requests {
				return reach{all: true}
			}
			wire = wire || b.wire
			bodies = append(bodies, b)
		}
	}
	r := reach{funcs: map[*types.Func]bool{}}
	if wire {
		r.close(bodies)
	}
	return r
}

// A body is what a declaration names: that of a function, or of variables, which
// have no function.
type body struct {
	fn       *types.Func
	requests bool                 // it makes requests
	wire     bool                 // it works on URLs or the values of contexts
	calls    map[*types.Func]bool // functions of the package
	methods  map[string]bool      // methods of interfaces, by name
	dynamic  typeutil.Map         // signatures of the functions it calls without naming them
	lits     []*types.Signature   // of its literals
}

// named collects what a declaration names.
func named(pass *analysis.Pass, facts *reader, d ast.Decl) *body {
	b := &body{calls: map[*types.Func]bool{}, methods: map[string]bool{}}
	if fd, ok := d.(*ast.FuncDecl); ok {
		b.fn, _ = pass.TypesInfo.Defs[fd.Name].(*types.Func)
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if fn, ok := pass.TypesInfo.Uses[n].(*types.Func); ok && fn.Pkg() != nil {
				b.name(facts, fn.Origin())
			}
		case *ast.CallExpr:
			if sig := signature(pass.TypesInfo.TypeOf(n.Fun)); sig != nil && typeutil.StaticCallee(pass.TypesInfo, n) == nil {
				b.dynamic.Set(sig, true)
			}
		case *ast.FuncLit:
			if sig := signature(pass.TypesInfo.TypeOf(n)); sig != nil {
				b.lits = append(b.lits, sig)
			}
		}
		return !b.requests
	})
	return b
}

func signature(t types.Type) *types.Signature {
	if t == nil {
		return nil
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

// name notes one function that is named.
func (b *body) name(facts *reader, fn *types.Func) {
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		b.methods[fn.Name()] = true
	}
	switch fn.Pkg().Path() {
	case facts.pass.Pkg.Path():
		b.calls[fn] = true
	case "net/http":
		b.requests = true
	case "net/url":
		b.wire = true
	case "context":
		b.wire = b.wire || fn.Name() == "Value" || fn.Name() == "WithValue"
	default:
		if known, ok := facts.find(fn); ok {
			b.wire = true
			b.requests = b.requests || known.Requests > 0
		}
		b.requests = b.requests || idiom.Client(fn.Pkg().Path())
	}
}

// close finds the functions that work on the wire and adds what may call one that
// was found: by name, through an interface, or as a value.
func (r reach) close(bodies []*body) {
	found := map[*body]bool{}
	methods := map[string]bool{}
	var values typeutil.Map // signatures of what was found, and of the literals in it
	for more := true; more; {
		more = false
		for _, b := range bodies {
			if found[b] || !b.wire && !b.reaches(r.funcs, methods, &values) {
				continue
			}
			found[b], more = true, true
			for _, lit := range b.lits {
				values.Set(lit, true)
			}
			if b.fn != nil {
				r.funcs[b.fn] = true
				methods[b.fn.Name()] = true
				values.Set(b.fn.Signature(), true)
			}
		}
	}
}

func (b *body) reaches(found map[*types.Func]bool, methods map[string]bool, values *typeutil.Map) bool {
	for fn := range b.calls {
		if found[fn] {
			return true
		}
	}
	for name := range b.methods {
		if methods[name] {
			return true
		}
	}
	return slices.ContainsFunc(b.dynamic.Keys(), func(sig types.Type) bool { return values.At(sig) != nil })
}
