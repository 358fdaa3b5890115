package restcall

import (
	"bytes"
	"encoding/gob"
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
	Summary []byte // a gob of flow.Wire: one slice keeps the fact's type small
	Text    string // for people and tests
}

// AFact marks Sends as a fact.
func (*Sends) AFact() {}

func (s *Sends) String() string { return s.Text }

// maxFact bounds the bytes of one fact.
const maxFact = 24 << 10

// export exports what other packages need to know of the functions of w.
func export(pass *analysis.Pass, w *flow.World) {
	for _, f := range w.Funcs() {
		if f.Obj == nil || f.Obj.Pkg() != pass.Pkg {
			continue
		}
		wire := w.Encode(f)
		if wire == nil {
			continue
		}
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(wire); err != nil || buf.Len() > maxFact {
			continue // over the budget: callers see an opaque function
		}
		pass.ExportObjectFact(f.Obj, &Sends{Summary: buf.Bytes(), Text: describe(wire)})
	}
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
		var wire flow.Wire
		if err := gob.NewDecoder(bytes.NewReader(fact.Summary)).Decode(&wire); err != nil {
			return nil
		}
		return &wire
	}
}
