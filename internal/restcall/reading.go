package restcall

import (
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// A reading is one request on one call path.
type reading struct {
	call   rest.Call
	match  scopemap.Match
	origin rest.Origin
	node   *flow.Func
	conc   *flow.Send
	send   *flow.Send
	equal  flow.Equalities // what was found equal on the way to it
}

// read reads a request as its outermost caller sees it and finds the frame in
// which its endpoint becomes concrete.
func (f *finder) read(fn *flow.Func, s *flow.Send) (reading, bool) {
	outer, ro := f.request(s, s)
	if !f.worth(&outer) || !f.possible(&outer) {
		return reading{}, false
	}
	outer.Auth, outer.Client = f.authenticate(ro, s, s)
	match := f.table.Match(&outer)
	if !match.Known {
		return reading{}, false
	}
	conc := s
	for at := s; at.Inner != nil && f.concrete(at.Inner, &outer); {
		at = at.Inner
		if in := at.Frames[0].In; in.Pkg.Own && !in.Generated {
			conc = at // generated code is never edited: its caller says the endpoint
		}
	}
	call, r := f.request(conc, s)
	call.Auth, call.Client = f.authenticate(r, conc, s)
	call.Doubts = r.doubt
	if m := f.table.Match(&call); m.Known {
		match = m
	}
	dropToken(&call, &match)
	f.callers(&call, conc, s)
	node := s.Node
	if node == nil {
		node = fn
	}
	rd := reading{call: call, match: match, node: node, conc: conc, send: s, origin: f.originOf(s, node), equal: s.Equal}
	if node == fn {
		rd.equal = append(rd.equal[:len(rd.equal):len(rd.equal)], f.assured(fn)...)
	}
	f.user(&rd)
	if rd.origin.Kind == rest.Event && rd.call.User.Subject == rest.Request {
		rd.call.User.Subject, rd.match.User.Subject = rest.Job, rest.Job
	}
	return rd, true
}

// worth reports whether a request can be anybody's business: its path is known.
func (f *finder) worth(c *rest.Call) bool {
	for _, p := range c.URL {
		if strings.Contains(p.Text, "/") {
			return true
		}
	}
	return false
}

// concrete reports whether the function that sends s already says the endpoint
// that its outermost caller sees.
func (f *finder) concrete(s *flow.Send, outer *rest.Call) bool {
	r := &reader{w: f.w, frame: s.Frames[0].In, strict: true}
	if outer.Method != "" && strings.ToUpper(f.method(r, s.Method)) != outer.Method {
		return false
	}
	path, _ := splitQuery(r.text(s.URL, s.URL))
	got, want := rest.Locate(path).Segments, rest.Locate(outer.URL).Segments
	if len(got) == 0 || len(got) > len(want) {
		return false
	}
	texts := 0
	for i, seg := range got {
		w := want[len(want)-len(got)+i]
		text, ok := seg.Text()
		if text2, ok2 := w.Text(); ok2 && (!ok || text != text2) {
			return false
		}
		if ok {
			texts++
		}
	}
	return texts > 0
}

// request fills a rest.Call but for its credential: places as conc sees them,
// what is known as outer knows it.
func (f *finder) request(conc, outer *flow.Send) (rest.Call, *reader) {
	frame := conc.Frames[0].In
	r := &reader{w: f.w, frame: frame, conds: conc.Conds}
	var c rest.Call
	c.Library = conc.Lib
	c.Method = strings.ToUpper(f.method(r, outer.Method))
	items := r.text(conc.URL, outer.URL)
	var query []item
	c.URL, query = splitQuery(items)
	c.Query, c.RawQuery = queryParams(query)
	if conc.Query != nil {
		c.Query = append(c.Query, r.params(conc.Query, outer.Query)...)
	}
	c.Query = append(c.Query, f.lentParams(r, outer)...)
	c.Body = f.bodyParams(r, conc, outer)
	c.Header = f.headers(r, conc, outer)
	if c.Made = r.here(conc.Made); !c.Made.IsValid() && isURL(conc.URL) {
		c.Made = r.here(conc.URL.Obj.Site)
	}
	c.Ctx = f.context(conc, outer)
	for _, fr := range conc.Frames {
		c.Frames = append(c.Frames, f.frame(fr))
	}
	return c, r
}

func (f *finder) method(r *reader, v *flow.Value) string {
	if v == nil {
		return ""
	}
	if m, ok := template(r.text(v, v)).Const(); ok {
		if m == "" {
			return "GET" // the zero Method of an http.Request
		}
		return m
	}
	return ""
}

func (f *finder) bodyParams(r *reader, conc, outer *flow.Send) []rest.Param {
	if got := f.body(r, conc); len(got) > 0 {
		return got
	}
	return f.body(r, outer)
}

// headers reads the headers that carry no credential.
func (f *finder) headers(r *reader, conc, outer *flow.Send) []rest.Param {
	if conc.Header == nil {
		return nil
	}
	var out []rest.Param
	for _, e := range conc.Header.Log {
		key, _ := e.Key.ConstText()
		if e.Op == "del" || key == "" || f.table.HeaderKind(key) != scopemap.PlainHeader {
			continue
		}
		out = append(out, r.param(key, e.Val, e.Val, e))
	}
	return out
}

func (f *finder) context(conc, outer *flow.Send) rest.Context {
	var c rest.Context
	if x := conc.Frames[0].Ctx; x != nil {
		c.Expr = rest.Span{Pos: x.Pos(), End: x.End()}
		c.Text = types.ExprString(x)
	}
	c.User = flow.NamesUser(outer.Ctx)
	c.Incoming = ofParameter(conc.Ctx)
	return c
}

// ofParameter returns the name of the parameter, an incoming request, whose
// context v is.
func ofParameter(v *flow.Value) string {
	v = flow.Lower(v)
	if v == nil || v.Op != flow.Result || v.Text != "net/http.Request.Context" {
		return ""
	}
	if r := flow.Lower(arg(v, 0)); r != nil && r.Op == flow.Param && r.Num >= 0 {
		return paramName(r)
	}
	return ""
}

func (f *finder) frame(fr flow.Frame) rest.Frame {
	out := rest.Frame{In: fr.In.Name, To: shortName(fr.To)}
	if fr.Call != nil {
		out.Call = rest.Span{Pos: fr.Call.Pos(), End: fr.Call.End()}
		out.At = f.w.Where(out.Call, fr.In.Pkg.Path)
	}
	if fr.Ctx != nil {
		out.Ctx = rest.Span{Pos: fr.Ctx.Pos(), End: fr.Ctx.End()}
	}
	return out
}

func shortName(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// callers fills in the frames above the one where the endpoint is concrete.
func (f *finder) callers(c *rest.Call, conc, s *flow.Send) {
	n := len(s.Frames) - len(conc.Frames)
	for i := n - 1; i >= 0; i-- {
		c.Callers = append(c.Callers, f.frame(s.Frames[i]))
	}
}
