package restcall

import (
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// A reader turns the values of one request into a rest.Call. Places come from
// the request as the concrete frame sees it; what its holes turn out to be
// comes from the same request as the outermost caller sees it.
type reader struct {
	w      *flow.World
	frame  *flow.Func
	strict bool        // parameters stay holes, whatever callers pass
	conds  []flow.Cond // under which the request is sent
	doubt  []rest.Doubt
	depth  int
	steps  int
	open   map[*flow.Object]bool // the URLs that are being read

	lengths map[*flow.Value]int // of texts that were read already
}

// maxText bounds the steps in which one request is read.
const maxText = 20000

// An item is a piece of a URL text: a part, or the parameters of a query.
type item struct {
	part   rest.Part
	params []rest.Param
	query  bool
	cond   bool          // only some paths write it
	mark   rest.Template // of the first of a query: the "?" before it
}

// here returns a span that points into the function of the concrete frame, and
// a zero span for one that points elsewhere.
func (r *reader) here(s rest.Span) rest.Span {
	if r.frame == nil || !s.IsValid() {
		return rest.Span{}
	}
	in := r.frame.Outer().Span
	if s.Pos < in.Pos || s.End > in.End {
		return rest.Span{}
	}
	return s
}

// text reads a text: c as the concrete frame sees it, o as the outermost does.
func (r *reader) text(c, o *flow.Value) []item {
	if c == nil {
		return nil
	}
	if o == nil {
		o = c
	}
	r.depth++
	defer func() { r.depth-- }()
	if r.steps++; r.depth > 40 || r.steps > maxText {
		return []item{r.hole(c)}
	}
	switch c.Op {
	case flow.Const:
		return []item{r.constant(c)}
	case flow.Concat:
		return r.sequence(c, o)
	case flow.Encoded:
		return []item{{query: true, params: r.params(arg(c, 0), sameShape(c, o, 0))}}
	case flow.Obj:
		if isURL(c) {
			return r.openURL(c, o)
		}
	case flow.Result:
		if c.Text == "net/url.URL.String" {
			return r.text(arg(c, 0), sameShape(c, o, 0))
		}
		if a, _, ok := flow.CheckedEqual(c); ok {
			it := r.hole(c)
			if inner := r.text(a, a); len(inner) == 1 && inner[0].part.IsHole() {
				it.part.Hole = inner[0].part.Hole
			}
			return []item{it}
		}
	case flow.If, flow.Join:
		return r.alternatives(c, o)
	}
	return r.resolved(c, o)
}

func arg(v *flow.Value, i int) *flow.Value {
	if v == nil || i >= len(v.Args) {
		return nil
	}
	return v.Args[i]
}

// sameShape returns argument i of o if o is built like c, else that of c.
func sameShape(c, o *flow.Value, i int) *flow.Value {
	if o != nil && o.Op == c.Op && o.Text == c.Text && len(o.Args) == len(c.Args) {
		return o.Args[i]
	}
	return arg(c, i)
}

func (r *reader) sequence(c, o *flow.Value) []item {
	var out []item
	for i, a := range c.Args {
		for _, it := range r.text(a, sameShape(c, o, i)) {
			if it.query || it.part.IsHole() || it.part.Text != "" {
				out = append(out, it)
			}
		}
	}
	return out
}

func (r *reader) constant(c *flow.Value) item {
	p := rest.Part{Text: c.Text, Form: c.Form, Src: r.here(c.Src), Verb: r.here(c.Verb)}
	if !p.Src.IsValid() {
		p.Form = rest.PartElsewhere
	}
	return item{part: p}
}

// resolved reads a piece that is not a text in the concrete frame: a hole,
// unless a caller or the program's stores know the text.
func (r *reader) resolved(c, o *flow.Value) []item {
	hole := r.hole(c)
	if r.strict && passed(o) {
		return []item{hole}
	}
	got := known(r.w, o)
	switch {
	case got == nil || got.Op == flow.Unknown:
		return []item{hole}
	case got.Op == flow.Const:
		return []item{{part: rest.Part{Text: got.Text, Form: rest.PartElsewhere, Src: hole.part.Src, Verb: hole.part.Verb}}}
	case got.Op == flow.Concat || got.Op == flow.Encoded || isURL(got) || got.Op == flow.Result && got.Text == "net/url.URL.String":
		if got == o && o.Op == c.Op {
			return []item{hole}
		}
		inner := r.text(got, got)
		if constantText(inner) || textual(inner) {
			return inner
		}
	case got.Op == flow.Join || got.Op == flow.If:
		if usual := usualBase(got, 0); usual != nil && usual.Op != flow.Unknown {
			return r.text(usual, usual)
		}
	}
	return []item{hole}
}

// known is a value as the whole program knows it: also what a function gives that
// is kept in a variable, such as a table of endpoints.
func known(w *flow.World, v *flow.Value) *flow.Value {
	if low := flow.Lower(v); low != nil && low.Op == flow.Result && low.Text == flow.OfFunc {
		if got := w.Returned(low); got != nil {
			return w.Resolve(got)
		}
	}
	return w.Resolve(v)
}

// passed reports whether a value is a parameter other than the receiver, or part
// of one.
func passed(v *flow.Value) bool {
	for v = flow.Lower(v); v != nil; v = flow.Lower(arg(v, 0)) {
		switch v.Op {
		case flow.Param:
			return v.Num >= 0
		case flow.Field, flow.Index, flow.Elem:
			continue
		case flow.Result: // a text function of what is passed
			return slices.ContainsFunc(v.Args, passed)
		}
		return false
	}
	return false
}

func constantText(items []item) bool {
	for _, it := range items {
		if it.query || it.part.IsHole() {
			return false
		}
	}
	return true
}

// textual reports whether items hold any text worth more than a hole.
func textual(items []item) bool {
	for _, it := range items {
		if it.query || strings.Contains(it.part.Text, "/") {
			return true
		}
	}
	return false
}

// alternatives reads a value that is one of several. A text that some paths
// only make longer ("if len(q) > 0 { u += …}") is read in its longest form.
func (r *reader) alternatives(c, o *flow.Value) []item {
	for i, a := range c.Args {
		prefix := a.Op == flow.Concat
		for j, b := range c.Args {
			if j != i && !begins(a, b) {
				prefix = false
			}
		}
		if prefix {
			return longest(r.text(a, sameShape(c, o, i)), r.shortest(c.Args))
		}
	}
	if o.Op != c.Op || len(o.Args) != len(c.Args) {
		if o.Op == flow.Const || o.Op == flow.Concat || isURL(o) {
			return r.text(c.Args[0], o)
		}
	}
	return r.resolved(c, o)
}

// shortest returns the number of items that all alternatives have.
func (r *reader) shortest(alts []*flow.Value) int {
	n := r.length(alts[0])
	for _, a := range alts[1:] {
		n = min(n, r.length(a))
	}
	return n
}

// length returns the number of items of a text. A text that is made longer step by
// step is asked for it at every step.
func (r *reader) length(v *flow.Value) int {
	n, ok := r.lengths[v]
	if !ok {
		n = len(r.text(v, nil))
		if r.lengths == nil {
			r.lengths = map[*flow.Value]int{}
		}
		r.lengths[v] = n
	}
	return n
}

// longest marks what stands behind the first n items as written on some paths
// only.
func longest(items []item, n int) []item {
	for i := range items {
		items[i].cond = items[i].cond || i >= n
	}
	return items
}

// begins reports whether text a is text b with more behind it.
func begins(a, b *flow.Value) bool {
	for a != nil && a.Op == flow.Concat && len(a.Args) > 0 {
		a = a.Args[0]
		if flow.Same(a, b) {
			return true
		}
	}
	return a != nil && (a.Op == flow.Join || a.Op == flow.If) && slices.ContainsFunc(a.Args, func(alt *flow.Value) bool { return flow.Same(alt, b) || begins(alt, b) })
}

// hole reads a piece whose text is not known.
func (r *reader) hole(c *flow.Value) item {
	name := c.Hole
	if name == "" {
		name = describe(c)
	}
	p := rest.Part{Hole: name, List: isJoined(c, 0), Form: c.Form, Src: r.here(c.Src), Verb: r.here(c.Verb), Link: r.here(c.Link)}
	if !p.Src.IsValid() {
		p.Form = rest.PartElsewhere
	}
	return item{part: p}
}

// isJoined reports whether a value is the texts of a list, joined.
func isJoined(v *flow.Value, depth int) bool {
	v = flow.Lower(v)
	if v == nil || depth > 4 || v.Op != flow.Result {
		return false
	}
	return v.Text == "strings.Join" || slices.ContainsFunc(v.Args, func(a *flow.Value) bool { return isJoined(a, depth+1) })
}

// describe names a value for people.
func describe(v *flow.Value) string {
	v = flow.Lower(v)
	switch {
	case v == nil:
		return "unknown"
	case v.Op == flow.Field || v.Op == flow.Global:
		return v.Text
	case v.Op == flow.Param:
		return paramName(v)
	case v.Op == flow.Result:
		return v.Text + "()"
	}
	return "value"
}

func paramName(v *flow.Value) string {
	if v.Fn == nil || v.Fn.Sig == nil {
		return "parameter"
	}
	if v.Num < 0 {
		if v.Fn.Sig.Recv() != nil && v.Fn.Sig.Recv().Name() != "" {
			return v.Fn.Sig.Recv().Name()
		}
		return "receiver"
	}
	if v.Num < v.Fn.Sig.Params().Len() {
		return v.Fn.Sig.Params().At(v.Num).Name()
	}
	return "parameter"
}

func isURL(v *flow.Value) bool {
	return v != nil && v.Op == flow.Obj && (v.Obj.Kind == "net/url.URL")
}
