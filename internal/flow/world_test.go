package flow_test

import (
	"bytes"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/idiom"
	"github.com/m2me/m2me/internal/trigger"
)

// world loads packages of the standard library: real code of all shapes that is
// always at hand.
func world(t *testing.T, patterns ...string) *flow.World {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	var in []*flow.Package
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			t.Fatal(p.Errors[0])
		}
		in = append(in, &flow.Package{Path: p.PkgPath, Types: p.Types, Info: p.TypesInfo, Files: p.Syntax, Own: true})
	}
	models, pure := idiom.Models()
	w := flow.NewWorld(pkgs[0].Fset, in, flow.Config{Models: models, Pure: pure, Triggers: trigger.Triggers()})
	w.Run()
	return w
}

// TestRealCode holds that code nobody wrote for us is evaluated to its end:
// cyclic data, generics, recursion, reflection, state machines.
func TestRealCode(t *testing.T) {
	w := world(t, "net/http", "encoding/json", "text/template", "database/sql", "container/list", "slices")
	n := 0
	for _, f := range w.Funcs() {
		if w.Summary(f) == nil {
			t.Errorf("%s.%s has no summary", f.Name.Pkg, f.Name.Name)
		}
		n++
	}
	if n < 1500 {
		t.Errorf("%d functions were evaluated, want thousands", n)
	}
}

// TestFactsAreDeterministic holds that the same code gives the same bytes, or
// build caches would never hit, and that decoding gives back what was encoded.
func TestFactsAreDeterministic(t *testing.T) {
	encode := func() map[string][]byte {
		w := world(t, "net/http", "net/http/httputil")
		out := map[string][]byte{}
		for _, f := range w.Funcs() {
			if f.Obj == nil {
				continue
			}
			wire, err := w.Encode(f, func(flow.Frame) flow.Said { return flow.Said{} })
			if wire == nil || err != nil {
				continue
			}
			packed, err := wire.Pack()
			if err != nil {
				t.Fatalf("%s: %v", f.Name.Name, err)
			}
			out[f.Name.Pkg+"."+f.Name.Name] = packed
			back, err := flow.Unpack(packed)
			if err != nil {
				t.Fatalf("%s: %v", f.Name.Name, err)
			}
			if again, err := back.Pack(); err != nil || !bytes.Equal(packed, again) {
				t.Errorf("%s: what was read is not what was written (%v)", f.Name.Name, err)
			}
			if got := w.Decode(f.Obj, back); len(wire.Results) != f.Sig.Results().Len() {
				t.Errorf("%s: %d results in the fact of a function with %d (%v)", f.Name.Name, len(wire.Results), f.Sig.Results().Len(), got.Name)
			}
		}
		return out
	}
	a, b := encode(), encode()
	if len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%d and %d facts", len(a), len(b))
	}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s is encoded in two ways", name)
		}
	}
}
