// Package restcall reads evaluated code: it turns the requests of a
// [flow.World] into [rest.Call] values, says on whose behalf each runs and
// whose id it sends, and has every call decided.
//
// It assumes that the world was run, and that the table knows which calls are
// anybody's business. What it cannot tell it says, with the reason.
package restcall

import (
	"go/ast"
	"go/types"
	"sort"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/trigger"
)

// A finder reads one world with one table.
type finder struct {
	w     *flow.World
	table *scopemap.Table

	payloads     map[string]rest.Subject
	sources      map[string]trigger.Source
	recalls      map[string]string // by function, the framework whose values it returns
	regs         map[string]trigger.Reg
	ifaceMethods []trigger.Method
	routerTypes  map[string]bool
	routers      map[string]bool

	roots    map[*flow.Func][]root
	edges    map[*flow.Func][]flow.Edge
	reach    map[rest.Kind]map[*flow.Func]link
	mounts   map[rest.Span][]mount
	below    map[*flow.Func]map[*flow.Func]bool // what a main calls
	enqueues []*flow.Reg
	keeps    map[string][]*flow.Value // by framework and key
	said     map[*flow.Func]rest.Kind
	called   map[*flow.Func]bool // by code in sight
	bound    map[*flow.Func]bool // registered, so that what they were made around is known
	verified map[*flow.Func]bool // checks a signature
	handed   map[*flow.Func]bool // to code out of sight

	dirs     []*directive
	problems []Problem
}

// A Result is what a world says.
type Result struct {
	Findings    []decide.Finding
	Problems    []Problem
	Credentials []rest.Auth // what the calls of known platforms carry

	// Mains says, by index of Findings, which main packages start the handler
	// that a call runs in; nil if that is not known.
	Mains map[int][]string
}

// Find reads and decides every call of a world that was run. connect is the
// import path of the Connect client, whose own requests are not looked at.
func Find(w *flow.World, table *scopemap.Table, triggers []*trigger.Trigger, connect string) Result {
	f := newFinder(w, table, triggers)
	for _, p := range w.Pkgs {
		if p.Own {
			f.directives(p)
		}
	}
	f.speakers()
	f.origins()
	groups := handwritten(f.groups(connect))
	res := Result{Mains: map[int][]string{}}
	for _, g := range groups {
		for _, rd := range g.readings {
			res.Credentials = append(res.Credentials, rd.call.Auth)
		}
		if in, ok := f.input(g); ok {
			v := decide.Decide(in)
			if v.Action != decide.Ignore {
				if mains := f.startedBy(g); len(mains) > 0 {
					res.Mains[len(res.Findings)] = mains
				}
				res.Findings = append(res.Findings, decide.Finding{Input: in, Verdict: v})
			}
		}
	}
	f.unused()
	res.Problems = f.problems
	return res
}

func newFinder(w *flow.World, table *scopemap.Table, triggers []*trigger.Trigger) *finder {
	f := &finder{w: w, table: table, below: map[*flow.Func]map[*flow.Func]bool{}, payloads: map[string]rest.Subject{}, sources: map[string]trigger.Source{}, recalls: map[string]string{}, regs: map[string]trigger.Reg{}, routerTypes: map[string]bool{}, routers: map[string]bool{}}
	for _, t := range triggers {
		for _, p := range t.Payloads {
			f.payloads[p.Type] = p.Subject
		}
		for _, s := range t.Sources {
			f.sources[s.Func] = s
		}
		for _, name := range t.Recalls {
			f.recalls[name] = t.Name
		}
		for _, r := range t.Routers {
			f.routers[r.Func] = true
		}
		for _, name := range t.RouterTypes {
			f.routerTypes[name] = true
		}
		for _, r := range t.Regs {
			f.regs[r.Func] = r
		}
		f.ifaceMethods = append(f.ifaceMethods, t.Methods...)
	}
	return f
}

func (f *finder) where(s rest.Span) rest.Pos {
	if !s.IsValid() {
		return rest.Pos{}
	}
	for _, p := range f.w.Pkgs {
		for _, file := range p.Files {
			if file.FileStart <= s.Pos && s.Pos <= file.FileEnd {
				return f.w.Where(s, p.Path)
			}
		}
	}
	return f.w.Where(s, "")
}

// A reading is one request on one call path.
type reading struct {
	call   rest.Call
	match  scopemap.Match
	origin rest.Origin
	node   *flow.Func
	conc   *flow.Send
	send   *flow.Send
}

// A group is the readings of one request at one place in the source.
type group struct {
	key      string
	readings []reading
}

// groups reads every request that nobody above can tell more about, and puts
// together what stands at one place.
func (f *finder) groups(connect string) []*group {
	byKey := map[string]*group{}
	var order []*group
	for _, fn := range f.w.Funcs() {
		sum := f.w.Summary(fn)
		if sum == nil || !fn.Pkg.Own && false {
			continue
		}
		for _, s := range sum.Sends {
			if s.Open(fn) && f.w.Called(fn) && len(f.roots[fn]) == 0 {
				continue
			}
			rd, ok := f.read(fn, s)
			if !ok || rd.conc.Frames[0].In.Pkg.Path == connect || !rd.conc.Frames[0].In.Pkg.Own {
				continue
			}
			key := groupKey(rd)
			g := byKey[key]
			if g == nil {
				g = &group{key: key}
				byKey[key] = g
				order = append(order, g)
			}
			g.readings = append(g.readings, rd)
		}
	}
	return order
}

// groupKey is the place of a request, the kind of credential it carries and where
// it names the user.
func groupKey(rd reading) string {
	var b strings.Builder
	for _, fr := range rd.conc.Frames {
		if fr.Call != nil {
			b.WriteString(strconv.Itoa(int(fr.Call.Pos())) + ",")
		}
	}
	if rd.call.Auth.Grant == rest.UserToken {
		b.WriteString("user")
	}
	b.WriteString(" " + rd.call.Method + " " + rd.match.Path + " " + strconv.Itoa(int(rd.call.User.In)) + rd.call.User.Name)
	return b.String()
}

// read reads a request as its outermost caller sees it and finds the frame in
// which its endpoint becomes concrete.
func (f *finder) read(fn *flow.Func, s *flow.Send) (reading, bool) {
	outer, _ := f.call(s, s)
	if !f.worth(&outer) {
		return reading{}, false
	}
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
	call, r := f.call(conc, s)
	call.Doubts = r.doubt
	if m := f.table.Match(&call); m.Known {
		match = m
	}
	f.callers(&call, conc, s)
	node := s.Node
	if node == nil {
		node = fn
	}
	rd := reading{call: call, match: match, node: node, conc: conc, send: s, origin: f.originOf(s, node)}
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

// call fills a rest.Call: places as conc sees them, what is known as outer
// knows it.
func (f *finder) call(conc, outer *flow.Send) (rest.Call, *reader) {
	frame := conc.Frames[0].In
	r := &reader{w: f.w, frame: frame}
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
	c.Body = f.bodyParams(r, conc, outer)
	c.Header = f.headers(r, conc, outer)
	if c.Made = r.here(conc.Made); !c.Made.IsValid() && isURL(conc.URL) {
		c.Made = r.here(conc.URL.Obj.Site)
	}
	c.Auth, c.Client = f.authenticate(r, conc, outer)
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
		if e.Op == "del" || key == "" || tokenHeader(key) {
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
	return c
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

// user fills in whose id a reading sends.
func (f *finder) user(rd *reading) {
	u := rd.match.User
	if u.In == rest.Nowhere {
		u.Subject = rest.None
		if v, span, n := f.sessionInScope(rd.conc); n == 1 {
			u.Expr, u.Value = span, rest.Template{{Hole: v.Hole, Src: span}}
		}
	} else {
		u.Subject, u.Proof = f.subjectAt(rd, u)
		u.Expr = valueSpan(u.Value)
	}
	rd.match.User, rd.call.User = u, u
}

func valueSpan(t rest.Template) rest.Span {
	if len(t) == 1 {
		return t[0].Src
	}
	return extent(t)
}

// subjectAt finds the value of the user id in the outermost view and follows it.
func (f *finder) subjectAt(rd *reading, u rest.User) (rest.Subject, []string) {
	v := f.userValue(rd.send, u)
	if v == nil {
		if _, ok := u.Value.Const(); ok && len(u.Value) > 0 {
			return rest.Constant, nil
		}
		return rest.SubjectUnknown, nil
	}
	return f.subject(v)
}

// sessionInScope returns the only session id that is in scope where a call is
// made, and how many there are.
func (f *finder) sessionInScope(s *flow.Send) (*flow.Value, rest.Span, int) {
	var found *flow.Value
	n := 0
	for _, v := range s.Scope {
		if sub, _ := f.subject(v); sub == rest.Session {
			if found != nil && flow.Same(found, v) {
				continue
			}
			found = v
			n++
		}
	}
	if found == nil {
		return nil, rest.Span{}, 0
	}
	return found, found.Src, n
}

// input joins the readings of one place into what the rules look at.
func (f *finder) input(g *group) (decide.Input, bool) {
	first := f.pick(g)
	in := decide.Input{Call: first.call, Match: first.match, Origin: first.origin}
	sub := first.call.User.Subject
	for _, rd := range g.readings {
		in.Origin = joinOrigin(in.Origin, rd.origin)
		if s := rd.call.User.Subject; s != sub {
			sub = worse(sub, s)
			if sub == s {
				in.Match.User.Proof, in.Call.User.Proof = rd.call.User.Proof, rd.call.User.Proof
				if rd.origin.Kind == in.Origin.Kind {
					in.Origin.Via = rd.origin.Via // the evidence of what decides
				}
			}
		}
		if rd.call.Auth.Grant != in.Call.Auth.Grant {
			in.Call.Auth = mix(in.Call.Auth, rd.call.Auth)
		}
		if in.Deferred == "" {
			in.Deferred = f.deferred(rd.node)
		}
	}
	if in.Origin.Kind == rest.Both {
		sub = rest.SubjectUnknown
	}
	in.Call.User.Subject, in.Match.User.Subject = sub, sub
	in.Directive = f.keeping(in.Call)
	if in.Call.User.In == rest.Nowhere && in.Call.User.Expr.IsValid() {
		in.Sessions = 1
	}
	return in, true
}

// pick returns the reading to show: one that a user reaches, if there is one.
func (f *finder) pick(g *group) reading {
	for _, rd := range g.readings {
		if rd.origin.Kind == rest.ByUser {
			return rd
		}
	}
	return g.readings[0]
}

// joinOrigin is on whose behalf a request runs that has two ways in.
func joinOrigin(a, b rest.Origin) rest.Origin {
	switch {
	case a.Kind == b.Kind, b.Kind == rest.Unknown, a.Kind == rest.Both:
		return a
	case a.Kind == rest.Unknown:
		return b
	case a.Kind == rest.ByUser:
		return rest.Origin{Kind: rest.Both, Via: a.Via, Also: b.Via}
	case b.Kind == rest.ByUser:
		return rest.Origin{Kind: rest.Both, Via: b.Via, Also: a.Via}
	case b.Kind == rest.Both:
		return b
	}
	return a
}

// worse is the subject that decides when call paths differ.
func worse(a, b rest.Subject) rest.Subject {
	rank := map[rest.Subject]int{rest.SubjectUnknown: 7, rest.Request: 6, rest.Loop: 5, rest.Job: 4, rest.Constant: 3, rest.Session: 2, rest.None: 1}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// sortFindings orders findings by place.
func sortFindings(fs []decide.Finding) {
	sort.SliceStable(fs, func(i, j int) bool {
		return fs[i].Call.Frames[0].Call.Pos < fs[j].Call.Frames[0].Call.Pos
	})
}

var _ ast.Node
