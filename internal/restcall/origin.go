package restcall

import (
	"sort"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// A root is a function that somebody outside the program starts.
type root struct {
	kind  rest.Kind
	text  string // "GET /dashboard", "cron.AddFunc @daily", "main"
	topic string // of a queue consumer
	at    rest.Span
}

// kinds is the order in which origins are asked for; the first that a chain
// proves names code that no user reaches.
var kinds = []rest.Kind{rest.ByUser, rest.Scheduled, rest.Event, rest.Admin, rest.Batch}

// origins finds the roots of the program and pushes them down its calls.
func (f *finder) origins() {
	f.roots = map[*flow.Func][]root{}
	f.registrations()
	f.methods()
	for _, fn := range f.w.Funcs() {
		f.byNature(fn)
	}
	f.edges = map[*flow.Func][]flow.Edge{}
	for _, fn := range f.w.Funcs() {
		sum := f.w.Summary(fn)
		if sum == nil {
			continue
		}
		for _, e := range sum.Calls {
			f.edges[e.From] = append(f.edges[e.From], e)
		}
		f.dynamicEdges(sum)
	}
	f.reach = map[rest.Kind]map[*flow.Func]link{}
	for _, k := range kinds {
		f.reach[k] = f.spread(k)
	}
}

// dynamicEdges adds calls of function values kept in fields and variables.
func (f *finder) dynamicEdges(sum *flow.Summary) {
	for _, d := range sum.Dyn {
		for _, to := range f.functions(d.Fn, 0) {
			f.edges[d.From] = append(f.edges[d.From], flow.Edge{From: d.From, To: to, At: d.At})
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

// origin says on whose behalf fn runs.
func (f *finder) origin(fn *flow.Func) rest.Origin {
	var found []rest.Kind
	for _, k := range kinds {
		if _, ok := f.reach[k][fn]; ok {
			found = append(found, k)
		}
	}
	if len(found) == 0 {
		return rest.Origin{Why: "no caller of " + fn.Name.Name + " was seen"}
	}
	o := rest.Origin{Kind: found[0], Via: f.chain(found[0], fn)}
	if found[0] == rest.ByUser && len(found) > 1 {
		o.Kind = rest.Both
		o.Also = f.chain(found[1], fn)
	}
	return o
}

// chain returns the evidence from the root down to fn.
func (f *finder) chain(k rest.Kind, fn *flow.Func) []rest.Step {
	var steps []rest.Step
	for n := 0; fn != nil && n < 64; n++ {
		l := f.reach[k][fn]
		steps = append(steps, rest.Step{Text: fn.Name.Name, At: f.where(l.at), Span: l.at})
		if l.from == nil {
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
	for _, old := range f.roots[fn] {
		if old.kind == r.kind && old.text == r.text {
			return
		}
	}
	f.roots[fn] = append(f.roots[fn], r)
}

// registrations turns what frameworks were told into roots.
func (f *finder) registrations() {
	var regs []*flow.Reg
	for _, fn := range f.w.Funcs() {
		if sum := f.w.Summary(fn); sum != nil {
			regs = append(regs, sum.Regs...)
		}
	}
	f.mounts = map[rest.Span][]mount{}
	for _, r := range regs {
		f.mountOf(r)
	}
	for _, r := range regs {
		switch {
		case r.Enqueue:
			f.enqueues = append(f.enqueues, r)
		case r.Fn != nil:
			f.registration(r)
		}
	}
}

// A mount is a router that serves below a pattern of another.
type mount struct {
	router  *flow.Object
	pattern string
}

func (f *finder) mountOf(r *flow.Reg) {
	child := r.Child
	if child == nil && r.Fn != nil {
		child = r.Fn
	}
	pattern := f.constant(r.Pattern)
	if r.Child == nil && !f.strips(child, 0) {
		pattern = "" // the inner router sees the whole path
	}
	for _, site := range f.routerSites(child, 0) {
		f.mounts[site] = append(f.mounts[site], mount{router: r.Router, pattern: pattern})
	}
}

// strips reports whether a handler value takes a prefix off the path.
func (f *finder) strips(v *flow.Value, depth int) bool {
	v = flow.Lower(v)
	if v == nil || depth > 6 || v.Op != flow.Result && v.Op != flow.Join {
		return false
	}
	if v.Text == "net/http.StripPrefix" {
		return true
	}
	for _, a := range v.Args {
		if f.strips(a, depth+1) {
			return true
		}
	}
	return false
}

// routerSites returns where the routers were made that a handler value serves.
func (f *finder) routerSites(v *flow.Value, depth int) []rest.Span {
	if v == nil || depth > 6 {
		return nil
	}
	v = f.w.Resolve(v)
	switch v.Op {
	case flow.Obj:
		if v.Obj.Site.IsValid() && f.routerTypes[v.Obj.Kind] {
			return []rest.Span{v.Obj.Site}
		}
	case flow.Result, flow.Join, flow.If:
		var out []rest.Span
		for _, a := range v.Args {
			out = append(out, f.routerSites(a, depth+1)...)
		}
		return out
	case flow.FuncVal:
		var out []rest.Span
		for _, b := range v.Bind {
			out = append(out, f.routerSites(b, depth+1)...)
		}
		return out
	}
	return nil
}

func (f *finder) constant(v *flow.Value) string {
	if v == nil {
		return ""
	}
	r := &reader{w: f.w}
	return template(r.text(v, v)).String()
}

func (f *finder) registration(r *flow.Reg) {
	pattern := f.constant(r.Pattern)
	prefixes, wrappers := f.around(r.Router, 0)
	for _, to := range f.functions(r.Fn, 0) {
		if to.Parent != nil {
			wrappers = append(wrappers, to.Outer().Name.Name, to.Outer().Name.Pkg+"."+to.Outer().Name.Name)
		}
	}
	wrappers = append(wrappers, f.wrapperNames(r.Fn, 0)...)
	for _, prefix := range prefixes {
		kind, text := r.Kind, f.registered(r, prefix, pattern)
		topic := ""
		if kind == rest.ByUser {
			kind = f.routeKind(prefix, pattern, wrappers)
		} else if kind == rest.Event {
			topic = pattern
		}
		for _, to := range f.functions(r.Fn, 0) {
			f.addRoot(to, root{kind: kind, text: text, topic: topic, at: r.At})
		}
	}
}

func (f *finder) registered(r *flow.Reg, prefix, pattern string) string {
	if r.Kind != rest.ByUser {
		short := r.Trigger[strings.LastIndexByte(r.Trigger, '/')+1:]
		if pattern != "" {
			return short + " " + pattern
		}
		return short
	}
	method, path := splitPattern(pattern)
	if r.Method != "" {
		method = r.Method
	}
	full := joinPattern(prefix, path)
	if method != "" {
		return method + " " + full
	}
	return full
}

func splitPattern(p string) (method, path string) {
	if m, rest, ok := strings.Cut(p, " "); ok {
		return m, strings.TrimSpace(rest)
	}
	return "", p
}

func joinPattern(prefix, path string) string {
	if prefix == "" {
		return path
	}
	return strings.TrimSuffix(prefix, "/") + "/" + strings.TrimPrefix(path, "/")
}

// routeKind says for whom the handler of a route runs.
func (f *finder) routeKind(prefix, pattern string, wrappers []string) rest.Kind {
	_, path := splitPattern(pattern)
	if k := f.table.Routes().Kind(joinPattern(prefix, path)); k != rest.Unknown {
		return k
	}
	for _, w := range wrappers {
		if f.table.AdminWrapper(w) {
			return rest.Admin
		}
	}
	return rest.ByUser
}

// around returns the prefixes under which a router serves, and the middleware
// around it.
func (f *finder) around(router *flow.Object, depth int) (prefixes, wrappers []string) {
	if router == nil || depth > 8 {
		return []string{""}, nil
	}
	if router.Base != nil {
		if got := f.w.Resolve(router.Base); got != nil && got.Op == flow.Obj && got.Obj != router {
			p, w := f.around(got.Obj, depth+1)
			_, _, use := router.Router()
			for _, u := range use {
				w = append(w, f.wrapperNames(u, 0)...)
			}
			return p, w
		}
	}
	parent, prefix, use := router.Router()
	for _, u := range use {
		wrappers = append(wrappers, f.wrapperNames(u, 0)...)
	}
	own := f.constant(prefix)
	var above []string
	if parent != nil && parent.Op == flow.Obj {
		p, w := f.around(parent.Obj, depth+1)
		above, wrappers = p, append(wrappers, w...)
	}
	for _, m := range f.mounts[router.Site] {
		if m.router != nil && m.router.Site == router.Site && router.Site.IsValid() {
			continue
		}
		p, w := f.around(m.router, depth+1)
		_, path := splitPattern(m.pattern)
		for _, up := range p {
			above = append(above, joinPattern(up, path))
		}
		wrappers = append(wrappers, w...)
	}
	if len(above) == 0 {
		above = []string{""}
	}
	for _, up := range above {
		prefixes = append(prefixes, joinPattern(up, own))
	}
	sort.Strings(prefixes)
	return prefixes, wrappers
}

// wrapperNames returns the names of the functions that wrap a handler.
func (f *finder) wrapperNames(v *flow.Value, depth int) []string {
	v = flow.Lower(v)
	if v == nil || depth > 8 {
		return nil
	}
	var out []string
	switch v.Op {
	case flow.FuncVal:
		out = append(out, v.Text)
		if v.Fn != nil {
			out = append(out, v.Fn.Outer().Name.Name)
		}
		for _, b := range v.Bind {
			if b != nil && (b.Op == flow.FuncVal || b.Op == flow.Result) {
				out = append(out, f.wrapperNames(b, depth+1)...)
			}
		}
	case flow.Result:
		out = append(out, v.Text)
		for _, a := range v.Args {
			out = append(out, f.wrapperNames(a, depth+1)...)
		}
	case flow.Join, flow.If:
		for _, a := range v.Args {
			out = append(out, f.wrapperNames(a, depth+1)...)
		}
	}
	return out
}

// functions returns the functions with a body that a value may call: the value
// itself, the methods of a handler object, and what they were given to call.
func (f *finder) functions(v *flow.Value, depth int) []*flow.Func {
	if v == nil || depth > 8 {
		return nil
	}
	if v.Op != flow.FuncVal {
		v = f.w.Resolve(v)
	}
	var out []*flow.Func
	switch v.Op {
	case flow.FuncVal:
		if v.Fn != nil {
			out = append(out, v.Fn)
		}
		for _, b := range v.Bind {
			if b != nil && (b.Op == flow.FuncVal || b.Op == flow.Result && depth < 4) {
				out = append(out, f.functions(b, depth+1)...)
			}
		}
	case flow.Obj:
		for _, name := range f.handlerMethods {
			if fn := f.w.Method(v, name); fn != nil {
				out = append(out, fn)
			}
		}
	case flow.Result, flow.Join, flow.If:
		for _, a := range v.Args {
			out = append(out, f.functions(a, depth+1)...)
		}
	}
	return out
}

// methods makes roots of methods that implement an interface of a framework.
func (f *finder) methods() {
	for _, m := range f.ifaceMethods {
		for _, fn := range f.w.Implementing(m.Iface, m.Name) {
			if len(f.roots[fn]) == 0 {
				f.addRoot(fn, root{kind: m.Kind, text: m.Iface[strings.LastIndexByte(m.Iface, '/')+1:] + "." + m.Name, at: fn.Span})
			}
		}
	}
}

// byNature makes roots of functions that are started by what they are: main,
// initialisers, parts of a body that a timer runs, and what is shaped like a
// handler and registered nowhere in sight.
func (f *finder) byNature(fn *flow.Func) {
	if k, ok := f.said[fn]; ok {
		f.roots[fn] = []root{{kind: k, text: "//m2me:" + directiveOf(k), at: fn.Span}}
		return
	}
	switch {
	case fn.Kind != rest.Unknown:
		f.addRoot(fn, root{kind: fn.Kind, text: fn.Why, at: fn.Span})
	case fn.Decl != nil && fn.Decl.Recv == nil && fn.Name.Name == "main" && fn.Pkg.Types.Name() == "main":
		f.addRoot(fn, root{kind: rest.Batch, text: "main", at: fn.Span})
	case fn.Decl != nil && fn.Decl.Recv == nil && fn.Name.Name == "init":
		f.addRoot(fn, root{kind: rest.Batch, text: "init", at: fn.Span})
	case len(f.roots[fn]) == 0:
		if k, ok := f.w.Shape(fn); ok {
			f.addRoot(fn, root{kind: f.unregistered(fn, k), text: "handler " + fn.Name.Name, at: fn.Span})
		}
	}
}

// unregistered is for whom a handler runs whose route is not in sight: the names
// around it count as its route would.
func (f *finder) unregistered(fn *flow.Func, k rest.Kind) rest.Kind {
	if fn.Parent != nil { // made by a function: middleware runs for everybody it is put around
		return k
	}
	path := "/" + strings.ToLower(fn.Name.Pkg[strings.LastIndexByte(fn.Name.Pkg, '/')+1:]) + "/x"
	if got := f.table.Routes().Kind(path); got != rest.Unknown {
		return got
	}
	return k
}

// deferred says how a user's handler hands over the work that fn does, if fn is
// the consumer of a topic that a user's handler publishes to.
func (f *finder) deferred(fn *flow.Func) string {
	topics := map[string]string{}
	for at, n := fn, 0; at != nil && n < 64; n++ {
		l, ok := f.reach[rest.Event][at]
		if !ok {
			break
		}
		if l.from == nil {
			if l.root.topic != "" {
				topics[l.root.topic] = l.root.text
			}
			break
		}
		at = l.from
	}
	for _, e := range f.enqueues {
		text, ok := topics[f.constant(e.Pattern)]
		if !ok {
			continue
		}
		if _, user := f.reach[rest.ByUser][e.In]; user {
			chain := f.chain(rest.ByUser, e.In)
			from := e.In.Name.Name
			if len(chain) > 0 {
				from = chain[0].Text
			}
			short := e.Trigger[strings.LastIndexByte(e.Trigger, '/')+1:]
			return from + " hands it over with " + short + " to " + text
		}
	}
	return ""
}
