package restcall

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// openURL reads a URL object, and leaves a hole where it is made of itself.
func (r *reader) openURL(c, o *flow.Value) []item {
	if r.open[c.Obj] {
		return []item{r.hole(c)}
	}
	if r.open == nil {
		r.open = map[*flow.Object]bool{}
	}
	r.open[c.Obj] = true
	defer delete(r.open, c.Obj)
	return r.url(c, o)
}

// url reads a URL object: the text it was parsed from, and the fields that were
// set on it.
func (r *reader) url(c, o *flow.Value) []item {
	at := func(name string) (cf, of *flow.Value) {
		cf = c.Obj.Get(name)
		of = cf
		if isURL(o) && o.Obj.Get(name) != nil {
			of = o.Obj.Get(name)
		}
		return cf, of
	}
	var items []item
	raw, rawO := at("m2me.raw")
	if raw != nil {
		items = r.text(raw, rawO)
	}
	if base := c.Obj.Base; base != nil && raw == nil {
		ob := base
		if isURL(o) {
			if o.Obj.Base != nil {
				ob = o.Obj.Base
			} else if o.Obj.Get("m2me.raw") != nil {
				ob = o.Obj.Get("m2me.raw")
			}
		} else if o != nil {
			ob = o
		}
		items = r.resolved(base, ob)
	}
	if scheme, so := at("Scheme"); scheme != nil && raw == nil && c.Obj.Base == nil {
		items = append(r.text(scheme, so), item{part: rest.Part{Text: "://"}})
	}
	if host, ho := at("Host"); host != nil && raw == nil && c.Obj.Base == nil {
		if len(items) == 0 {
			items = append(items, item{part: rest.Part{Text: "https://"}})
		}
		items = append(items, r.text(host, ho)...)
	}
	path, query := splitQuery(items)
	items = wrap(path)
	if p, po := at("Path"); p != nil {
		items = append(beforePath(path, p), r.text(withoutOwnPath(p), withoutOwnPath(po))...)
	}
	if q, qo := at("RawQuery"); q != nil {
		query = r.text(q, qo)
		if constantText(query) && template(query).String() == "" {
			query = nil
		}
	}
	if len(query) > 0 {
		items = append(items, item{part: rest.Part{Text: "?"}})
		items = append(items, query...)
	}
	return items
}

func wrap(t rest.Template) []item {
	var out []item
	for _, p := range t {
		out = append(out, item{part: p})
	}
	return out
}

// beforePath returns what stays of a URL text when its Path is set to p: all of
// it if p begins with the old path, else scheme and host.
func beforePath(t rest.Template, p *flow.Value) []item {
	if mentionsOwnPath(p, 0) {
		return wrap(t)
	}
	loc := rest.Locate(t)
	if len(loc.Host) == 0 {
		if len(loc.Base) > 0 {
			return wrap(loc.Base)
		}
		return nil
	}
	return append([]item{{part: rest.Part{Text: "https://"}}}, wrap(loc.Host)...)
}

// isOwnPath reports whether v is the Path of a URL that was parsed from a text.
func isOwnPath(v *flow.Value) bool {
	v = flow.Lower(v)
	return v != nil && v.Op == flow.Field && v.Text == "Path" && v.Var != nil && v.Var.Pkg() != nil && v.Var.Pkg().Path() == "net/url"
}

func mentionsOwnPath(v *flow.Value, depth int) bool {
	if v == nil || depth > 8 {
		return false
	}
	if isOwnPath(v) {
		return true
	}
	for _, a := range v.Args {
		if mentionsOwnPath(a, depth+1) {
			return true
		}
	}
	return false
}

// withoutOwnPath removes the URL's own path from the front of what is appended
// to it.
func withoutOwnPath(v *flow.Value) *flow.Value {
	if v == nil {
		return nil
	}
	if isOwnPath(v) || v.Op == flow.Result && len(v.Args) > 1 && isOwnPath(v.Args[1]) {
		return flow.NewConst("")
	}
	if v.Op != flow.Concat {
		return v
	}
	c := *v
	c.Args = nil
	for _, a := range v.Args {
		c.Args = append(c.Args, withoutOwnPath(a))
	}
	return &c
}

// params reads the parameters that an object of url.Values, a map or a struct
// with tags holds.
func (r *reader) params(c, o *flow.Value) []rest.Param {
	c, o = flow.Lower(c), flow.Lower(o)
	if c == nil {
		return nil
	}
	if c.Op != flow.Obj {
		if got := known(r.w, o); got != nil && got.Op == flow.Obj && got != c {
			return r.params(got, got)
		}
		if o != nil && o.Op == flow.Obj {
			return r.params(o, o)
		}
		return nil
	}
	if o != nil && o.Op == flow.Obj && o != c && hasLent(c.Obj) {
		return r.params(o, o) // there it is known who added what
	}
	var out []rest.Param
	if base := c.Obj.Base; base != nil {
		out = r.baseParams(base, o)
	}
	if by := c.Obj.Get(flow.Filled); by != nil { // with what only the function knows that filled it
		out = append(out, rest.Param{Value: rest.Template{r.hole(by).part}, Form: rest.ParamElsewhere})
	}
	for _, name := range c.Obj.Order {
		if key := tagName(c.Obj.Type, name); key != "" {
			f := c.Obj.Field[name]
			out = append(out, r.param(key, f, objField(o, name, f), flow.Entry{Src: f.Src, Form: rest.ParamElement}))
		}
	}
	for i, e := range c.Obj.Log {
		key, _ := e.Key.ConstText()
		oe := e
		if o != nil && o.Op == flow.Obj && len(o.Obj.Log) >= len(c.Obj.Log) {
			oe = o.Obj.Log[len(o.Obj.Log)-len(c.Obj.Log)+i]
		}
		switch e.Op {
		case "del":
			out = without(out, key)
			continue
		case "set":
			if e.Cond == nil {
				out = without(out, key)
			}
		case "add":
		default:
			continue
		}
		out = append(out, r.param(key, e.Val, oe.Val, e))
	}
	return out
}

// hasLent reports whether functions that are not known had an object in their hands.
func hasLent(o *flow.Object) bool {
	return slices.ContainsFunc(o.Log, func(e flow.Entry) bool { return e.Op == flow.LentQuery })
}

func objField(o *flow.Value, name string, or *flow.Value) *flow.Value {
	if o != nil && o.Op == flow.Obj && o.Obj.Get(name) != nil {
		return o.Obj.Get(name)
	}
	return or
}

// baseParams reads the parameters an object started with: those of the URL it
// was taken from, or of what a caller passed.
func (r *reader) baseParams(base, o *flow.Value) []rest.Param {
	if base.Op == flow.Result && base.Text == "net/url.URL.Query" {
		_, query := splitQuery(r.text(arg(base, 0), arg(base, 0)))
		params, _ := queryParams(query)
		return params
	}
	got := r.w.Resolve(base)
	if o != nil && o.Op == flow.Obj && o.Obj.Base == nil {
		return nil // the outer view holds all entries itself
	}
	if got != nil && got.Op == flow.Obj {
		return r.params(got, got)
	}
	return nil
}

func without(params []rest.Param, key string) []rest.Param {
	var out []rest.Param
	for _, p := range params {
		if p.Key != key || key == "" {
			out = append(out, p)
		}
	}
	return out
}

// sent reports whether the request is sent under c, or not at all.
func (r *reader) sent(c flow.Cond) bool {
	return slices.ContainsFunc(r.conds, func(s flow.Cond) bool { return s.Neg == c.Neg && flow.Same(s.Val, c.Val) })
}

func (r *reader) param(key string, c, o *flow.Value, e flow.Entry) rest.Param {
	p := rest.Param{Key: key, Form: e.Form, Src: r.here(e.Src), Cond: e.Cond != nil && !r.sent(*e.Cond)}
	if !p.Src.IsValid() {
		p.Form = rest.ParamElsewhere
	}
	if c != nil && c.Op == flow.Obj && c.Obj.Kind == "slice" {
		n := 0
		for i, el := range c.Obj.Log {
			if el.Cond != nil {
				p.Multi = true
			}
			ov := el.Val
			if o != nil && o.Op == flow.Obj && i < len(o.Obj.Log) {
				ov = o.Obj.Log[i].Val
			}
			if n++; n == 1 {
				p.Value = template(r.text(el.Val, ov))
			}
		}
		p.Multi = p.Multi || n > 1
		return p
	}
	p.Value = template(r.text(c, o))
	p.Multi = p.Value.Several()
	return p
}

// tagName returns the name that a struct field has in JSON, a query or a form.
func tagName(t types.Type, field string) string {
	st, ok := structOf(t)
	if !ok {
		return ""
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() != field {
			continue
		}
		tag := reflect.StructTag(st.Tag(i))
		for _, key := range []string{"url", "json", "query", "param", "form", "schema"} {
			if name, _, _ := strings.Cut(tag.Get(key), ","); name != "" && name != "-" {
				return name
			}
		}
		return field
	}
	return ""
}
