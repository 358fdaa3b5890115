package restcall

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/internal/flow"
)

// Sends is the fact that calling a function puts requests on the wire, builds
// pieces of one, or returns a credential or an id. It knows no table, so that
// editing a table does not re-analyse dependencies, and it is bounded.
type Sends struct {
	Summary  []byte // a packed flow.Wire
	Requests int    // how many it puts on the wire
	Text     string // for people and tests
}

// AFact marks Sends as a fact.
func (*Sends) AFact() {}

func (s *Sends) String() string { return s.Text }

// maxFact bounds the bytes of one fact.
const maxFact = 24 << 10

// export exports what other packages need to know of the functions of w.
// said tells what directives say about a frame.
func export(pass *analysis.Pass, w *flow.World, said func(flow.Frame) flow.Said) {
	abstracts := abstractions(pass.Pkg)
	for _, f := range w.Funcs() {
		if f.Obj == nil || f.Obj.Pkg() != pass.Pkg || !f.Obj.Exported() {
			continue // no other package can name it
		}
		wire := w.Encode(f, said)
		if wire == nil {
			continue
		}
		packed, err := wire.Pack()
		if err != nil || len(packed) > maxFact {
			continue // over the budget: callers see an opaque function
		}
		fact := &Sends{Summary: packed, Requests: len(wire.Sends), Text: describe(wire)}
		pass.ExportObjectFact(f.Obj, fact)
		for _, m := range abstracts[f.Obj] {
			pass.ExportObjectFact(m, fact)
		}
	}
}

// abstractions returns, by method, the interface methods that a method of one
// type of the package alone implements: other packages call it through them, as
// they do with generated clients.
func abstractions(pkg *types.Package) map[*types.Func][]*types.Func {
	out := map[*types.Func][]*types.Func{}
	var ifaces, others []*types.TypeName
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if named, ok := tn.Type().(*types.Named); !ok || named.TypeParams().Len() > 0 {
			continue
		}
		if types.IsInterface(tn.Type()) {
			ifaces = append(ifaces, tn)
		} else {
			others = append(others, tn)
		}
	}
	for _, tn := range ifaces {
		iface := tn.Type().Underlying().(*types.Interface)
		var only types.Type
		n := 0
		for _, other := range others {
			if t := types.NewPointer(other.Type()); iface.NumMethods() > 0 && types.Implements(t, iface) {
				only, n = t, n+1
			}
		}
		if n != 1 {
			continue
		}
		for m := range iface.Methods() {
			obj, _, _ := types.LookupFieldOrMethod(only, true, pkg, m.Name())
			if fn, ok := obj.(*types.Func); ok && m.Pkg() == pkg {
				out[fn] = append(out[fn], m)
			}
		}
	}
	return out
}

// describe says what a fact says, in a line.
func describe(w *flow.Wire) string {
	var parts []string
	if n := len(w.Sends); n > 0 {
		parts = append(parts, fmt.Sprintf("sends %d", n))
	}
	if len(w.Results) > 0 {
		parts = append(parts, "returns")
	}
	return strings.Join(parts, ", ")
}

// importer reads the facts of other packages.
func importer(pass *analysis.Pass) func(*types.Func) *flow.Wire {
	return func(fn *types.Func) *flow.Wire {
		if fn.Pkg() == pass.Pkg {
			return nil
		}
		var fact Sends
		if !pass.ImportObjectFact(fn, &fact) {
			return nil
		}
		wire, err := flow.Unpack(fact.Summary)
		if err != nil {
			return nil // of another program
		}
		return wire
	}
}
