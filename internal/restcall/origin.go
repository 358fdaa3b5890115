package restcall

import (
	"path"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// A root is a function that somebody outside the program starts.
type root struct {
	kind   rest.Kind
	text   string   // "GET /dashboard", "cron.AddFunc @daily", "main"
	topics []string // of a queue consumer
	at     rest.Span
	in     *flow.Func // who registers it; nil if nobody in sight does
	around rest.Span  // what another package has put around it and what makes it one for staff
	shape  bool       // its shape alone makes it a handler

	equal flow.Equalities // what was found equal before it is called
}

// kinds is the order in which origins are asked for; the first that a chain
// proves names code that no user reaches.
var kinds = []rest.Kind{rest.ByUser, rest.Scheduled, rest.Event, rest.Admin, rest.Batch}

// origins finds the roots of the program and pushes them down its calls.
func (f *finder) origins() {
	f.roots = map[*flow.Func][]root{}
	f.verified = map[*flow.Func]bool{}
	f.bound, f.indirect = map[*flow.Func]bool{}, map[*flow.Func]bool{}
	f.handedOn()
	f.callEdges()
	f.registrations()
	f.methods()
	f.dynamicEdges()
	f.channels()
	for _, fn := range f.w.Funcs() {
		f.byNature(fn)
	}
	f.spreadAll()
	if f.services() {
		f.spreadAll()
	}
}

// spreadAll finds the chains of every kind, and those from roots that run for
// nobody knows whom.
func (f *finder) spreadAll() {
	f.reach = map[rest.Kind]map[*flow.Func]link{rest.Unknown: f.spread(rest.Unknown)}
	for _, k := range kinds {
		f.reach[k] = f.spread(k)
	}
}

// callEdges gathers the calls of one function by another.
func (f *finder) callEdges() {
	f.edges = map[*flow.Func][]flow.Edge{}
	f.called = map[*flow.Func]bool{}
	for _, fn := range f.w.Funcs() {
		if sum := f.w.Summary(fn); sum != nil {
			for _, e := range sum.Calls {
				f.addEdge(e)
			}
		}
	}
}

func (f *finder) addEdge(e flow.Edge) {
	f.edges[e.From] = append(f.edges[e.From], e)
	if e.From != e.To {
		f.called[e.To] = true
	}
}

// dynamicEdges adds calls of function values kept in fields and variables. What
// a closure calls that it was made around is known where it is registered: all
// that was ever put there would be too much.
func (f *finder) dynamicEdges() {
	for _, fn := range f.w.Funcs() {
		sum := f.w.Summary(fn)
		if sum == nil {
			continue
		}
		for _, d := range sum.Dyn {
			if low := flow.Lower(d.Fn); f.bound[d.From] && low != nil && low.Op == flow.Param && low.Fn != d.From {
				continue
			}
			for _, to := range f.functions(d.Fn, handlerMethods) {
				f.addEdge(flow.Edge{From: d.From, To: to, At: d.At})
				if gate := sum.Gate; gate == nil || !flow.Same(flow.Lower(d.Fn), gate.Next) {
					f.indirect[to] = true
				}
			}
		}
	}
}

// A link is one step back towards a root.
type link struct {
	from *flow.Func // nil at the root
	at   rest.Span
	root root
}

// spread walks the calls breadth first from every root of a kind, so that each
// function gets the shortest chain.
func (f *finder) spread(k rest.Kind) map[*flow.Func]link {
	seen := map[*flow.Func]link{}
	var queue []*flow.Func
	for _, fn := range f.w.Funcs() {
		for _, r := range f.roots[fn] {
			if r.kind == k {
				if _, ok := seen[fn]; !ok {
					seen[fn] = link{root: r, at: r.at}
					queue = append(queue, fn)
				}
			}
		}
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		for _, e := range f.edges[fn] {
			if _, ok := seen[e.To]; ok || f.overridden(e.To, k) {
				continue
			}
			seen[e.To] = link{from: fn, at: e.At}
			queue = append(queue, e.To)
		}
	}
	return seen
}

// overridden reports whether a directive says for whom a function runs.
func (f *finder) overridden(fn *flow.Func, k rest.Kind) bool {
	d, ok := f.said[fn]
	return ok && d != k
}

// originOf says on whose behalf a request is sent: for whom its outermost caller
// runs, unless the way down leads through code that a timer or a message starts,
// or through a function that a directive speaks for.
func (f *finder) originOf(s *flow.Send, node *flow.Func) rest.Origin {
	for _, fr := range s.Frames {
		if fr.Said.Runs != rest.Unknown {
			return rest.Origin{Kind: fr.Said.Runs, Via: []rest.Step{{Text: "//m2me:" + directiveOf(fr.Said.Runs) + " of " + fr.In.Name.Name, At: fr.At}}}
		}
	}
	for in := s.Inner; in != nil; in = in.Inner {
		if n := in.Node; n != nil && n != node {
			if k, ok := f.startedItself(n); ok {
				return rest.Origin{Kind: k, Via: f.chain(k, n)}
			}
		}
	}
	return f.origin(node)
}

// startedItself reports whether somebody else than its caller starts fn.
func (f *finder) startedItself(fn *flow.Func) (rest.Kind, bool) {
	if fn.Kind != rest.Unknown {
		for _, r := range f.roots[fn] {
			return r.kind, true
		}
		return f.startedItself(f.enclosing(fn))
	}
	for at := fn; at != nil; at = at.Parent {
		if k, ok := f.said[at]; ok {
			return k, true
		}
	}
	return rest.Unknown, false
}

// origin says on whose behalf fn runs.
func (f *finder) origin(fn *flow.Func) rest.Origin {
	var found []rest.Kind
	for _, k := range kinds {
		if _, ok := f.reach[k][fn]; ok {
			found = append(found, k)
		}
	}
	if r, ok := f.rootOf(rest.Unknown, fn); ok && len(found) == 0 {
		return rest.Origin{Why: "what starts " + r.text + " may be anything", Via: f.chain(rest.Unknown, fn)}
	}
	if len(found) == 0 {
		return rest.Origin{Why: "no caller of " + fn.Name.Name + " was seen", Open: open(fn)}
	}
	o := rest.Origin{Kind: found[0], Via: f.chain(found[0], fn)}
	if r, ok := f.rootOf(found[0], fn); ok {
		o.Unseen = r.shape || fn.Body() == nil
	}
	if found[0] == rest.ByUser && len(found) > 1 {
		o.Kind = rest.Both
		o.Also = f.chain(found[1], fn)
	}
	return o
}

// open reports whether code out of sight may call a function.
func open(fn *flow.Func) bool {
	return fn.Valued || fn.Obj != nil && fn.Obj.Exported() && fn.Pkg.Types.Name() != "main"
}

// chain returns the evidence from the root down to fn.
func (f *finder) chain(k rest.Kind, fn *flow.Func) []rest.Step {
	var steps []rest.Step
	for n := 0; fn != nil && n < 64; n++ {
		l := f.reach[k][fn]
		steps = append(steps, rest.Step{Text: fn.Name.Name, At: f.where(l.at), Span: l.at})
		if l.from == nil {
			if l.root.around.IsValid() {
				at := f.where(l.root.around)
				steps = append(steps, rest.Step{Text: "for staff by " + path.Base(at.Pkg), At: at, Span: l.root.around})
			}
			if l.root.text != "" && l.root.text != fn.Name.Name {
				steps = append(steps, rest.Step{Text: l.root.text, At: f.where(l.root.at), Span: l.root.at})
			}
			break
		}
		fn = l.from
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps
}

func (f *finder) addRoot(fn *flow.Func, r root) {
	for i, old := range f.roots[fn] {
		if old.kind == r.kind && old.text == r.text {
			f.roots[fn][i].equal = old.equal.Common(r.equal)
			return
		}
	}
	f.roots[fn] = append(f.roots[fn], r)
}
