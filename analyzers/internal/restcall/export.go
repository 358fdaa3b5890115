package restcall

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/internal/flow"
)

// export exports what other packages need to know of the functions of w.
// said tells what directives say about a frame.
func export(pass *analysis.Pass, w *flow.World, said func(flow.Frame) flow.Said) error {
	seen := visible(pass.Pkg)
	abstracts := abstractions(pass.Pkg, seen)
	x := exporter{pass: pass, seen: seen, wires: map[*types.Func]*flow.Wire{}, opaque: map[*types.Func]bool{},
		encode: func(f *flow.Func) (*flow.Wire, error) { return w.Encode(f, said) }}
	x.encodeAll(w.Funcs(), abstracts)
	for m, impls := range abstracts {
		if wire := x.abstract(impls); wire != nil {
			x.wires[m] = wire
		}
	}
	return x.export()
}

// An exporter makes facts of the functions of a package.
type exporter struct {
	pass   *analysis.Pass
	seen   map[types.Object]bool // what facts may stand on
	wires  map[*types.Func]*flow.Wire
	opaque map[*types.Func]bool // what does more than a fact can say
	encode func(*flow.Func) (*flow.Wire, error)
}

// encodeAll encodes what other packages can call: functions and methods of what they
// can see, of what implements an interface that they can see, and of the types of
// values in facts about those.
func (x *exporter) encodeAll(funcs []*flow.Func, abstracts map[*types.Func][]*types.Func) {
	alone := map[*types.Func]bool{} // what implements a method, and whether nothing else does
	for _, impls := range abstracts {
		for _, fn := range impls {
			alone[fn] = alone[fn] || len(impls) == 1
		}
	}
	var rest []*flow.Func
	for len(funcs) != len(rest) {
		rest = nil
		for _, f := range funcs {
			if f.Obj == nil || f.Obj.Pkg() != x.pass.Pkg || !f.Obj.Exported() {
				continue // no other package can name it
			}
			seen := x.seen[holder(f.Obj)]
			one, implements := alone[f.Obj]
			if !seen && !implements {
				rest = append(rest, f)
				continue
			}
			wire, err := x.encode(f)
			if wire == nil || err != nil {
				x.opaque[f.Obj] = err != nil
				continue
			}
			x.wires[f.Obj] = wire
			if seen || one {
				x.see(wire.Types)
			}
		}
		funcs, rest = rest, funcs
	}
}

// see notes the types of the package among the names of a fact.
func (x *exporter) see(names []string) {
	for _, name := range names {
		if name, ok := strings.CutPrefix(strings.TrimPrefix(name, "*"), x.pass.Pkg.Path()+"."); ok {
			if tn, ok := x.pass.Pkg.Scope().Lookup(name).(*types.TypeName); ok {
				x.seen[tn] = true
			}
		}
	}
}

// export exports a fact for each function, and for each type one for its methods.
func (x *exporter) export() error {
	facts := map[types.Object][]flow.Fact{}
	for fn, wire := range x.wires {
		packed, err := wire.Pack()
		if err != nil || len(packed) > maxFact {
			continue // over the budget: callers see an opaque function
		}
		if obj := holder(fn); x.seen[obj] {
			facts[obj] = append(facts[obj], flow.Fact{Name: fn.Name(), Requests: len(wire.Sends), Wire: packed})
		}
	}
	var p flow.Packer
	for obj, known := range facts {
		packed, err := p.Pack(known)
		if err != nil {
			return err
		}
		x.pass.ExportObjectFact(obj, &Sends{Packed: packed})
	}
	return nil
}

// abstract returns what a call through an interface does: what the one method does that
// implements it, or that makes requests where others, of fakes and caches, make none.
func (x *exporter) abstract(impls []*types.Func) *flow.Wire {
	if len(impls) == 1 {
		return x.wires[impls[0]]
	}
	var sends []*flow.Wire
	for _, fn := range impls {
		if wire := x.wires[fn]; wire != nil && len(wire.Out) > 0 {
			sends = append(sends, wire)
		}
	}
	if len(sends) != 1 || slices.ContainsFunc(impls, func(fn *types.Func) bool { return x.opaque[fn] }) {
		return nil
	}
	return sends[0].Among()
}

// abstractions returns, by method of an interface, the methods of the package that
// implement it: other packages call them through it, as they do with generated clients.
func abstractions(pkg *types.Package, seen map[types.Object]bool) map[*types.Func][]*types.Func {
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
		switch {
		case !types.IsInterface(tn.Type()):
			others = append(others, tn)
		case seen[tn]:
			ifaces = append(ifaces, tn)
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
