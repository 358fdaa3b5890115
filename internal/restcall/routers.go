package restcall

import (
	"go/types"
	"sort"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// A mount is a router that serves below a pattern of another.
type mount struct {
	router  *flow.Object // the outer router; nil for a server
	pattern *flow.Value  // nil if the inner router sees the whole path
	child   *flow.Value  // with what is wrapped around it, where it is mounted
}

func (f *finder) mountOf(r *flow.Reg) {
	m := mount{router: r.Router, pattern: r.Pattern, child: r.Child}
	if m.child == nil {
		m.child = r.Fn
		if !f.strips(m.child, 0) {
			m.pattern = nil
		}
	}
	sites := f.routerSites(m.child, 0)
	m.child = m.child.At(r.At, rest.PartElsewhere, "")
	for _, site := range sites {
		f.mounts[site] = append(f.mounts[site], m)
	}
}

// strips reports whether a handler value takes a prefix off the path.
func (f *finder) strips(v *flow.Value, depth int) bool {
	v = flow.Lower(v)
	if v == nil || depth > 6 {
		return false
	}
	if v.Op == flow.Result && v.Text == "net/http.StripPrefix" {
		return true
	}
	for _, a := range append(append([]*flow.Value(nil), v.Args...), bindings(v)...) {
		if f.strips(a, depth+1) {
			return true
		}
	}
	return false
}

// bindings returns what a closure captured, in source order.
func bindings(v *flow.Value) []*flow.Value {
	var out []*flow.Value
	for _, b := range v.Bind.Values() {
		if b != nil {
			out = append(out, b)
		}
	}
	return out
}

// routerSites returns where the routers were made that a handler value serves.
func (f *finder) routerSites(v *flow.Value, depth int) []rest.Span {
	if v == nil || depth > 6 {
		return nil
	}
	v = f.w.Resolve(v)
	var out []rest.Span
	switch v.Op {
	case flow.Obj:
		if v.Obj.Site.IsValid() && f.routerTypes[v.Obj.Kind] {
			return []rest.Span{v.Obj.Site}
		}
	case flow.Result, flow.Join, flow.If:
		for _, a := range v.Args {
			out = append(out, f.routerSites(a, depth+1)...)
		}
	case flow.FuncVal:
		if v.Fn == nil || v.Fn.Parent == nil || !takesHandler(v.Fn.Outer()) {
			return nil
		}
		for _, b := range bindings(v) {
			out = append(out, f.routerSites(b, depth+1)...)
		}
	}
	return out
}

// takesHandler reports whether a function is made to be put around a handler.
func takesHandler(fn *flow.Func) bool {
	for at := fn; at != nil && at.Sig != nil; at = at.Parent {
		for i := range at.Sig.Params().Len() {
			if flow.TypeName(at.Sig.Params().At(i).Type()) == "net/http.Handler" {
				return true
			}
		}
	}
	return false
}

// around returns the prefixes under which a router serves, and the middleware
// around it.
func (f *finder) around(router *flow.Object, depth int) (prefixes []string, wrappers []*flow.Value) {
	if router == nil || depth > 8 {
		return []string{""}, nil
	}
	if router.Base != nil {
		if got := f.w.Resolve(router.Base); got != nil && got.Op == flow.Obj && got.Obj != router {
			p, w := f.around(got.Obj, depth+1)
			_, _, use := router.Router()
			return p, append(w, use...)
		}
	}
	parent, prefix, use := router.Router()
	wrappers = append(wrappers, use...)
	var above []string
	if parent != nil && parent.Op == flow.Obj {
		p, w := f.around(parent.Obj, depth+1)
		above, wrappers = p, append(wrappers, w...)
	}
	p, w := f.mountedAt(router, depth)
	above, wrappers = append(above, p...), append(wrappers, w...)
	if len(above) == 0 {
		above = []string{""}
	}
	for _, up := range above {
		for _, own := range f.texts(prefix) {
			prefixes = append(prefixes, joinPattern(up, own))
		}
	}
	sort.Strings(prefixes)
	return prefixes, wrappers
}

// mountedAt returns the prefixes under which other routers serve a router.
func (f *finder) mountedAt(router *flow.Object, depth int) (prefixes []string, wrappers []*flow.Value) {
	for _, m := range f.mounts[router.Site] {
		if m.router != nil && m.router.Site == router.Site && router.Site.IsValid() {
			continue
		}
		p, w := f.around(m.router, depth+1)
		for _, pattern := range f.texts(m.pattern) {
			_, path := splitPattern(pattern)
			for _, up := range p {
				prefixes = append(prefixes, joinPattern(up, path))
			}
		}
		wrappers = append(append(wrappers, w...), m.child)
	}
	return prefixes, wrappers
}

// wrapperNames returns the names of the functions that are put around a handler,
// and of those that make them.
func (f *finder) wrapperNames(wrappers []*flow.Value) []string {
	var out []string
	for _, w := range wrappers {
		out = append(out, f.names(w, 0)...)
	}
	return out
}

func (f *finder) names(v *flow.Value, depth int) []string {
	if v == nil || depth > 8 {
		return nil
	}
	v = f.w.Resolve(flow.Lower(v))
	var out []string
	switch v.Op {
	case flow.FuncVal:
		out = append(out, v.Text)
		if v.Fn != nil {
			out = append(out, v.Fn.Name.Name, v.Fn.Outer().Name.Name, v.Fn.Outer().Name.Pkg+"."+v.Fn.Outer().Name.Name)
		}
		for _, b := range bindings(v) {
			if b.Op == flow.FuncVal || b.Op == flow.Result {
				out = append(out, f.names(b, depth+1)...)
			}
		}
	case flow.Result:
		out = append(out, v.Text)
		for _, a := range v.Args {
			out = append(out, f.names(a, depth+1)...)
		}
	case flow.Join, flow.If:
		for _, a := range v.Args {
			out = append(out, f.names(a, depth+1)...)
		}
	}
	return out
}

func isFunc(v *flow.Value) bool {
	if v == nil || v.Type == nil || v.Op != flow.Param && v.Op != flow.Field {
		return false
	}
	_, ok := v.Type.Underlying().(*types.Signature)
	return ok
}

// texts returns the texts that a pattern may be; one empty text for none.
func (f *finder) texts(v *flow.Value) []string {
	if v == nil {
		return []string{""}
	}
	got := f.alternatives(f.w.Resolve(v), 0)
	sort.Strings(got)
	return got
}

const maxTexts = 16

func (f *finder) alternatives(v *flow.Value, depth int) []string {
	switch {
	case v == nil:
		return []string{""}
	case depth > 4:
	case v.Op == flow.Join, v.Op == flow.If:
		var out []string
		for _, a := range v.Args {
			out = append(out, f.alternatives(a, depth+1)...)
		}
		if len(out) <= maxTexts {
			return out
		}
	case v.Op == flow.Concat:
		out := []string{""}
		for _, a := range v.Args {
			var next []string
			for _, head := range out {
				for _, tail := range f.alternatives(a, depth+1) {
					next = append(next, head+tail)
				}
			}
			if out = next; len(out) > maxTexts {
				return []string{f.constant(v)}
			}
		}
		return out
	}
	return []string{f.constant(v)}
}

func (f *finder) constant(v *flow.Value) string {
	if v == nil {
		return ""
	}
	r := &reader{w: f.w}
	return template(r.text(v, v)).String()
}
