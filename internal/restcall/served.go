package restcall

import (
	"maps"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// services makes roots of the methods that generated code serves requests with,
// where no route says for whom they run, or their names say more. It reports whether there are any.
func (f *finder) services() bool {
	found := false
	for _, r := range f.served {
		for name, fns := range sorted(f.w.Serving(r.Service, r.Fn)) {
			for _, fn := range fns {
				kind := f.serviceKind(r, fn)
				if _, said := f.said[fn]; said || f.routed(fn, kind) {
					continue
				}
				f.addRoot(fn, root{kind: kind, text: shortName(r.Trigger) + " " + name, at: r.At, in: r.In})
				found = true
			}
		}
	}
	return found
}

func sorted(m map[string][]*flow.Func) func(yield func(string, []*flow.Func) bool) {
	return func(yield func(string, []*flow.Func) bool) {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

// routed reports whether requests are known to reach fn that say no less about it
// than kind: a service that is called admin is not a user's by its route alone.
func (f *finder) routed(fn *flow.Func, kind rest.Kind) bool {
	if kind != rest.ByUser {
		_, ok := f.reach[kind][fn]
		return ok
	}
	for _, k := range []rest.Kind{rest.ByUser, rest.Admin, rest.Event} {
		if _, ok := f.reach[k][fn]; ok {
			return true
		}
	}
	return false
}

// serviceKind says for whom a service runs: what its package and interface are
// called counts as a route would, AdminLabsServer, adminpb.
func (f *finder) serviceKind(r *flow.Reg, fn *flow.Func) rest.Kind {
	if r.Kind != rest.ByUser {
		return r.Kind
	}
	if f.signed([]*flow.Func{fn}, nil) {
		return rest.Event
	}
	name := flow.TypeName(r.Service)
	pkg, iface, _ := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ".")
	for _, word := range append(words(iface), words(pkg)...) {
		for _, suffix := range []string{"", "pb", "connect"} {
			if k := f.table.Routes().Kind("/" + strings.TrimSuffix(word, suffix) + "/x"); k != rest.Unknown {
				return k
			}
		}
	}
	return rest.ByUser
}

// kindOfInput says for whom functions run by what they are given: the kind of
// event, where a framework takes any function.
func (f *finder) kindOfInput(fns []*flow.Func, otherwise rest.Kind) rest.Kind {
	for _, fn := range fns {
		if fn.Sig == nil {
			continue
		}
		for v := range fn.Sig.Params().Variables() {
			if k, ok := f.inputs[flow.TypeName(v.Type())]; ok {
				return k
			}
		}
	}
	return otherwise
}
