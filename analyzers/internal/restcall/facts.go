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
	Packed []byte // see flow.Packer
}

// AFact marks Sends as a fact.
func (*Sends) AFact() {}

func (s *Sends) String() string {
	known, err := flow.UnpackFacts(s.Packed)
	if err != nil {
		return err.Error()
	}
	var parts []string
	for _, k := range known {
		parts = append(parts, k.String())
	}
	return strings.Join(parts, "; ")
}

// maxFact bounds the bytes of what is said of one function.
const maxFact = 24 << 10

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

// A reader reads the facts of other packages.
type reader struct {
	pass  *analysis.Pass
	known map[types.Object][]flow.Fact // by what the fact stands on
}

func newReader(pass *analysis.Pass) *reader {
	return &reader{pass: pass, known: map[types.Object][]flow.Fact{}}
}

// find returns what is known of a function of another package.
func (r *reader) find(fn *types.Func) (flow.Fact, bool) {
	obj := holder(fn)
	if obj == nil || obj.Pkg() == r.pass.Pkg {
		return flow.Fact{}, false
	}
	known, ok := r.known[obj]
	if !ok {
		var fact Sends
		if r.pass.ImportObjectFact(obj, &fact) {
			known, _ = flow.UnpackFacts(fact.Packed) // nothing, if another program wrote it
		}
		r.known[obj] = known
	}
	n, ok := slices.BinarySearchFunc(known, fn.Name(), flow.Fact.Compare)
	if !ok {
		return flow.Fact{}, false
	}
	return known[n], true
}

// wire returns the summary of a function of another package, nil if there is none.
func (r *reader) wire(fn *types.Func) *flow.Wire {
	known, ok := r.find(fn)
	if !ok {
		return nil
	}
	wire, err := flow.Unpack(known.Wire)
	if err != nil {
		return nil
	}
	return wire
}
