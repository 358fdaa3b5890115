package restcall

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// userValue returns the value that names the user, as the outermost caller sees
// it.
func (f *finder) userValue(s *flow.Send, u rest.User) *flow.Value {
	v := &valueFinder{f: f, name: u.Name}
	switch u.In {
	case rest.InQuery:
		if got := v.inQuery(s.URL); got != nil {
			return got
		}
		if got := v.inObject(s.Query); got != nil {
			return got
		}
		return v.inObject(f.lentQuery(s))
	case rest.InPath:
		return v.inPath(s, u)
	case rest.InBody:
		return v.inBody(s.Body, 0)
	case rest.InHeader:
		if s.Header != nil {
			return v.lookup(s.Header, u.Name)
		}
	}
	return nil
}

type valueFinder struct {
	f    *finder
	name string
}

// atom is one piece of a URL text with the value behind it.
type atom struct {
	text string
	val  *flow.Value
	obj  *flow.Value // parameters
}

// atoms flattens a text value into its pieces.
func (v *valueFinder) atoms(x *flow.Value, depth int) []atom {
	if x == nil || depth > 30 {
		return nil
	}
	switch x.Op {
	case flow.Const:
		return []atom{{text: x.Text}}
	case flow.Concat:
		var out []atom
		for _, a := range x.Args {
			out = append(out, v.atoms(a, depth+1)...)
		}
		return out
	case flow.Encoded:
		return []atom{{obj: arg(x, 0)}}
	case flow.Obj:
		if isURL(x) {
			return v.urlAtoms(x, depth)
		}
	case flow.Result:
		if x.Text == "net/url.URL.String" {
			return v.atoms(arg(x, 0), depth+1)
		}
	case flow.Join, flow.If:
		for i, a := range x.Args {
			if len(x.Args) == 2 && begins(a, x.Args[1-i]) {
				return v.atoms(a, depth+1)
			}
		}
	}
	if got := known(v.f.w, x); got != nil {
		switch got.Op {
		case flow.Const, flow.Concat, flow.Encoded:
			if got != x {
				return v.atoms(got, depth+1)
			}
		case flow.Obj:
			if got != x && isURL(got) {
				return v.atoms(got, depth+1)
			}
		case flow.Join, flow.If: // read as the template was, or segments are counted differently
			if usual := usualBase(got, 0); usual != nil && usual.Op != flow.Unknown {
				return v.atoms(usual, depth+1)
			}
		}
	}
	return []atom{{val: x}}
}

func (v *valueFinder) urlAtoms(x *flow.Value, depth int) []atom {
	out := v.atoms(x.Obj.Get("m2me.raw"), depth+1)
	if len(out) == 0 && x.Obj.Base != nil {
		out = v.atoms(x.Obj.Base, depth+1)
	}
	if host := x.Obj.Get("Host"); host != nil && len(out) == 0 {
		out = append([]atom{{text: "https://"}}, v.atoms(host, depth+1)...)
	}
	if p := x.Obj.Get("Path"); p != nil {
		if mentionsOwnPath(p, 0) {
			out = append(out, v.atoms(withoutOwnPath(p), depth+1)...)
		} else {
			out = append(out, v.atoms(p, depth+1)...)
		}
	}
	if q := x.Obj.Get("RawQuery"); q != nil {
		out = append(append(out, atom{text: "?"}), v.atoms(q, depth+1)...)
	}
	return out
}

// inQuery finds a parameter behind "?".
func (v *valueFinder) inQuery(url *flow.Value) *flow.Value {
	atoms := v.atoms(url, 0)
	prev := ""
	for _, a := range atoms {
		switch {
		case a.obj != nil:
			if got := v.inObject(a.obj); got != nil {
				return got
			}
		case a.val != nil:
			if strings.HasSuffix(prev, "?"+v.name+"=") || strings.HasSuffix(prev, "&"+v.name+"=") || prev == v.name+"=" {
				return a.val
			}
			prev = ""
		default:
			prev += a.text
		}
	}
	return nil
}

// inObject finds a parameter in url.Values, a map or a struct.
func (v *valueFinder) inObject(x *flow.Value) *flow.Value {
	x = known(v.f.w, x)
	if x == nil || x.Op != flow.Obj {
		return nil
	}
	if got := v.lookup(x.Obj, v.name); got != nil {
		return got
	}
	for _, name := range x.Obj.Order {
		if tagName(x.Obj.Type, name) == v.name {
			return x.Obj.Field[name]
		}
	}
	if base := x.Obj.Base; base != nil {
		if base.Op == flow.Result && base.Text == "net/url.URL.Query" {
			return v.inQuery(arg(base, 0))
		}
		if got := v.f.w.Resolve(base); got != nil && got != base {
			return v.inObject(got)
		}
	}
	return nil
}

func (v *valueFinder) lookup(o *flow.Object, key string) *flow.Value {
	var found *flow.Value
	for _, e := range o.Log {
		k, ok := e.Key.ConstText()
		if !ok || !strings.EqualFold(k, key) || e.Op == "del" {
			continue
		}
		val := e.Val
		if val != nil && val.Op == flow.Obj && val.Obj.Kind == "slice" && val.Obj.Base == nil && len(val.Obj.Log) > 0 {
			val = val.Obj.Log[0].Val
		}
		found = flow.JoinOf(found, val)
	}
	return found
}

// inPath finds the hole at a path segment.
func (v *valueFinder) inPath(s *flow.Send, u rest.User) *flow.Value {
	want := u.Index
	atoms := v.atoms(s.URL, 0)
	r := &reader{w: v.f.w}
	path, _ := splitQuery(r.text(s.URL, s.URL))
	loc := rest.Locate(path)
	if want >= len(loc.Segments) {
		return nil
	}
	holes := 0 // holes of the path before the wanted segment
	for i := 0; i < want; i++ {
		holes += countHoles(loc.Segments[i])
	}
	for _, t := range []rest.Template{loc.Base, loc.Host} {
		holes += countHoles(rest.Segment(t))
	}
	for _, a := range atoms {
		if a.val == nil {
			continue
		}
		if holes == 0 {
			return a.val
		}
		holes--
	}
	return nil
}

func countHoles(s rest.Segment) int {
	n := 0
	for _, p := range s {
		if p.IsHole() {
			n++
		}
	}
	return n
}

func (v *valueFinder) inBody(b *flow.Value, depth int) *flow.Value {
	if b == nil || depth > 8 {
		return nil
	}
	b = v.f.w.Resolve(b)
	switch b.Op {
	case flow.Encoded:
		return v.inObject(arg(b, 0))
	case flow.Obj:
		for _, e := range b.Obj.Log {
			if e.Op == "write" {
				if got := v.inBody(e.Val, depth+1); got != nil {
					return got
				}
			}
		}
	case flow.Join, flow.If:
		for _, a := range b.Args {
			if got := v.inBody(a, depth+1); got != nil {
				return got
			}
		}
	case flow.Concat:
		return v.inQuery(b)
	}
	return nil
}
