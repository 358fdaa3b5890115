package restcall

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/trigger"
)

// handlerMethods are the methods that a value is called by where nothing says
// which framework calls it.
var handlerMethods = []string{"ServeHTTP", "Run", "ProcessTask", "ConsumeClaim"}

// registrations turns what frameworks were told into roots.
func (f *finder) registrations() {
	var regs []*flow.Reg
	for _, fn := range f.w.Funcs() {
		sum := f.w.Summary(fn)
		if sum == nil {
			continue
		}
		for _, r := range sum.Regs {
			if r.Open(fn) && f.w.Called(fn) {
				continue // whoever calls fn says what is served
			}
			for _, one := range rows(f.w, r) {
				regs = append(regs, one)
			}
		}
	}
	f.mounts = map[rest.Span][]mount{}
	f.keeps = map[string][]put{}
	for _, r := range regs {
		if r.Service == nil {
			f.mountOf(r)
		}
	}
	for _, r := range regs {
		switch {
		case r.Enqueue:
			f.enqueues = append(f.enqueues, r)
		case r.Fn == nil:
		case r.Service != nil:
			f.served = append(f.served, r)
		case r.Session:
			key := ofSession + flow.KeyID(r.Pattern)
			f.keeps[key] = append(f.keeps[key], put{r.Fn, r.In})
		case f.regs[r.Trigger].Keeps:
			key := f.recalls[r.Trigger] + flow.KeyID(r.Pattern)
			f.keeps[key] = append(f.keeps[key], put{r.Fn, r.In})
		default:
			f.registration(r, beside(regs, r))
		}
	}
}

// beside returns what is handed over in the same call as r: the middleware of
// one route.
func beside(regs []*flow.Reg, r *flow.Reg) []*flow.Value {
	var out []*flow.Value
	for _, other := range regs {
		if other.At == r.At && other.Trigger == r.Trigger && other.In == r.In && flow.Same(other.Pattern, r.Pattern) {
			out = append(out, other.Fn)
		}
	}
	return out
}

// registration makes roots of the functions that were handed over together: the
// handler and the closures around it.
func (f *finder) registration(r *flow.Reg, beside []*flow.Value) {
	methods := f.regs[r.Trigger].Methods
	if len(methods) == 0 {
		methods = byKind[r.Kind]
	}
	fns, behind := f.functionsBehind(r.Fn, methods, f.before(r, beside))
	prefixes, around := f.around(r.Router, 0)
	around = append(append(around, r.Fn), beside...)
	names, signed := f.wrapperNames(around), f.signed(fns, around)
	kind := r.Kind
	if f.regs[r.Trigger].ByInput {
		kind = f.kindOfInput(fns, kind)
	}
	for _, fn := range fns {
		f.bound[fn] = true
	}
	topics := f.consumed(r)
	for _, pattern := range f.texts(r.Pattern) {
		for _, prefix := range prefixes {
			one := root{kind: kind, text: f.registered(r, prefix, pattern), at: r.At, in: r.In}
			if kind == rest.ByUser {
				one.kind = f.routeKind(prefix, pattern, names, signed)
				if one.kind == rest.Admin {
					one.around = f.decidedIn(r, pattern, beside, around)
				}
			}
			for _, fn := range fns {
				if kind == rest.Event {
					one.topics = append(calledBy(fn), topics...)
				}
				one.equal = f.rebased(behind[fn], fn)
				f.addRoot(fn, one)
			}
		}
	}
}

// byKind names the methods of a value that run for a kind.
var byKind = map[rest.Kind][]string{
	rest.ByUser:    {"ServeHTTP"},
	rest.Scheduled: {"Run"},
	rest.Event:     {"ProcessTask", "ConsumeClaim", "HandleMessage"},
}

func (f *finder) registered(r *flow.Reg, prefix, pattern string) string {
	if r.Kind != rest.ByUser {
		short := shortName(r.Trigger)
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
	if full == "" {
		full = shortName(r.Trigger)
	}
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
	switch {
	case prefix == "":
		return path
	case path == "":
		return prefix
	}
	return strings.TrimSuffix(prefix, "/") + "/" + strings.TrimPrefix(path, "/")
}

// routeKind says for whom the handler of a route runs. Who checks the signature
// of a webhook is called by a machine, whatever its route.
func (f *finder) routeKind(prefix, pattern string, names []string, signed bool) rest.Kind {
	if signed {
		return rest.Event
	}
	_, path := splitPattern(pattern)
	if k := f.table.Routes().Kind(joinPattern(prefix, path)); k != rest.Unknown {
		return k
	}
	for _, name := range names {
		if f.table.AdminWrapper(name) {
			return rest.Admin
		}
	}
	return rest.ByUser
}

// decidedIn returns what makes a route one for staff if another package has put it
// around: neither the route itself nor what is handed over with it say so.
func (f *finder) decidedIn(r *flow.Reg, pattern string, beside, around []*flow.Value) rest.Span {
	if r.In == nil || f.routeKind("", pattern, f.wrapperNames(append(beside, r.Fn)), false) == rest.Admin {
		return rest.Span{}
	}
	for _, v := range around {
		if at := f.where(v.Src); v.Src.IsValid() && at.Pkg != "" && at.Pkg != r.In.Pkg.Path {
			return v.Src
		}
	}
	return rest.Span{}
}

// methods makes roots of methods that implement an interface of a framework.
func (f *finder) methods() {
	for _, m := range f.ifaceMethods {
		for _, fn := range f.w.Implementing(m.Iface, m.Name) {
			if len(f.roots[fn]) == 0 {
				f.addRoot(fn, root{kind: m.Kind, text: shortName(m.Iface) + "." + m.Name, at: fn.Span})
			}
		}
	}
	for _, e := range f.embeds {
		for _, fn := range f.w.Embedding(e.Type) {
			if len(f.roots[fn]) == 0 && !f.called[fn] {
				f.addRoot(fn, root{kind: e.Kind, text: "controller " + fn.Name.Name, at: fn.Span})
			}
		}
	}
}

// Triggers returns list with the registration functions that a table adds.
func Triggers(list []*trigger.Trigger, table *scopemap.Table) []*trigger.Trigger {
	own := &trigger.Trigger{Name: "table"}
	for _, t := range table.Triggers() {
		own.Regs = append(own.Regs, trigger.Reg{Func: flowName(t.Func), Fn: t.Arg, Pattern: trigger.None, Kind: t.Kind.Rest()})
	}
	if len(own.Regs) == 0 {
		return list
	}
	return append(append([]*trigger.Trigger(nil), list...), own)
}

// flowName spells the full name of a function, as in "(*pkg/path.T).M", without
// brackets.
func flowName(full string) string {
	return strings.NewReplacer("(*", "", "(", "", ")", "").Replace(full)
}
