package restcall

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/internal/flow"
)

// Sends is the fact that calling a function puts requests on the wire, builds
// pieces of one, or returns a credential or an id. It stands on the function, and
// for methods on their type: a package passes on what it knows of the methods of
// all that it imports, and one fact for a builder with fifty of them costs it a
// tenth. It knows no table, so that editing a table does not re-analyse
// dependencies, and it is bounded.
type Sends struct {
	Packed []byte // see pack
}

// AFact marks Sends as a fact.
func (*Sends) AFact() {}

func (s *Sends) String() string {
	known, err := unpack(s.Packed)
	if err != nil {
		return err.Error()
	}
	var parts []string
	for _, k := range known {
		parts = append(parts, k.String())
	}
	return strings.Join(parts, "; ")
}

// maxFact bounds the bytes of what is said of one function, maxMethods of what is said
// of the methods of one type.
const (
	maxFact    = 24 << 10
	maxMethods = 4 << 20
)

// export exports what other packages need to know of the functions of w.
// said tells what directives say about a frame.
func export(pass *analysis.Pass, w *flow.World, said func(flow.Frame) flow.Said) error {
	wires := map[*types.Func]*flow.Wire{}
	for _, f := range w.Funcs() {
		if f.Obj == nil || f.Obj.Pkg() != pass.Pkg || !f.Obj.Exported() {
			continue // no other package can name it
		}
		if wire := w.Encode(f, said); wire != nil {
			wires[f.Obj] = wire
		}
	}
	for m, impls := range abstractions(pass.Pkg) {
		if wire := abstract(impls, wires); wire != nil {
			wires[m] = wire
		}
	}
	facts := map[types.Object][]summary{}
	for fn, wire := range wires {
		packed, err := wire.Pack()
		if err != nil || len(packed) > maxFact {
			continue // over the budget: callers see an opaque function
		}
		if obj := holder(fn); obj != nil {
			facts[obj] = append(facts[obj], summary{Name: fn.Name(), Requests: len(wire.Sends), Wire: packed})
		}
	}
	var p packer
	for obj, known := range facts {
		packed, err := p.pack(known)
		if err != nil {
			return err
		}
		pass.ExportObjectFact(obj, &Sends{Packed: packed})
	}
	return nil
}

// holder returns what the fact about a function stands on, nil for a method of a type
// without a name.
func holder(fn *types.Func) types.Object {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Origin().Obj()
	}
	return nil
}

// abstract returns what a call through an interface does: what the one method does that
// implements it, or that makes requests where others, of fakes and caches, make none.
func abstract(impls []*types.Func, wires map[*types.Func]*flow.Wire) *flow.Wire {
	if len(impls) == 1 {
		return wires[impls[0]]
	}
	var sends []*flow.Wire
	for _, fn := range impls {
		if wire := wires[fn]; wire != nil && len(wire.Out) > 0 {
			sends = append(sends, wire)
		}
	}
	if len(sends) != 1 {
		return nil
	}
	return sends[0].Among()
}

// abstractions returns, by method of an interface, the methods of the package that
// implement it: other packages call them through it, as they do with generated clients.
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
		for _, other := range others {
			t := types.NewPointer(other.Type())
			if iface.NumExplicitMethods() == 0 || !types.Implements(t, iface) {
				continue
			}
			for m := range iface.ExplicitMethods() {
				obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, m.Name())
				if fn, ok := obj.(*types.Func); ok && !slices.Contains(out[m], fn) {
					out[m] = append(out[m], fn)
				}
			}
		}
	}
	return out
}

// An importer reads the facts of other packages.
type importer struct {
	pass  *analysis.Pass
	known map[types.Object][]summary // by what the fact stands on
}

func newImporter(pass *analysis.Pass) *importer {
	return &importer{pass: pass, known: map[types.Object][]summary{}}
}

// find returns what is known of a function of another package.
func (i *importer) find(fn *types.Func) (summary, bool) {
	obj := holder(fn)
	if obj == nil || obj.Pkg() == i.pass.Pkg {
		return summary{}, false
	}
	known, ok := i.known[obj]
	if !ok {
		var fact Sends
		if i.pass.ImportObjectFact(obj, &fact) {
			known, _ = unpack(fact.Packed) // nothing, if another program wrote it
		}
		i.known[obj] = known
	}
	n, ok := slices.BinarySearchFunc(known, fn.Name(), summary.compare)
	if !ok {
		return summary{}, false
	}
	return known[n], true
}

// wire returns the summary of a function of another package, nil if there is none.
func (i *importer) wire(fn *types.Func) *flow.Wire {
	known, ok := i.find(fn)
	if !ok {
		return nil
	}
	wire, err := flow.Unpack(known.Wire)
	if err != nil {
		return nil
	}
	return wire
}
