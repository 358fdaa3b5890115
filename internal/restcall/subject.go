package restcall

import (
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// cookie is a subject of our own: something the caller presents and the program
// looks a session up with. Used as an id itself it is what the request says.
const cookie rest.Subject = 100

// subject says whose id a value is, with the links that prove it.
func (f *finder) subject(v *flow.Value) (rest.Subject, []string) {
	t := &tracer{finder: f, seen: map[*flow.Value]bool{}}
	s := t.of(v, 0)
	if s == cookie {
		s = rest.Request
	}
	return s, t.proof
}

// A tracer follows one value back to where it comes from.
type tracer struct {
	*finder
	seen  map[*flow.Value]bool
	proof []string
	n     int
}

func (t *tracer) say(s rest.Subject, text string) rest.Subject {
	if len(t.proof) < 6 {
		t.proof = append(t.proof, text)
	}
	return s
}

func (t *tracer) of(v *flow.Value, depth int) rest.Subject {
	t.n++
	if v == nil || depth > 30 || t.n > 1500 || t.seen[v] {
		return rest.SubjectUnknown
	}
	t.seen[v] = true
	if s := t.byType(v); s != rest.SubjectUnknown {
		return s
	}
	switch v.Op {
	case flow.Const, flow.Nil:
		return rest.Constant
	case flow.Obj:
		return t.object(v, depth)
	case flow.Elem:
		return t.element(v, depth)
	case flow.Field, flow.Global:
		return t.stored(v, depth)
	case flow.Param:
		return t.param(v, depth)
	case flow.Index:
		return t.index(v, depth)
	case flow.Result:
		return t.result(v, depth)
	case flow.Decoded, flow.Encoded:
		return t.of(arg(v, 0), depth+1)
	case flow.Response:
		return t.response(v, depth)
	case flow.Concat:
		return t.lookup(v.Args, depth)
	case flow.Join, flow.If:
		return t.either(v.Args, depth)
	}
	return rest.SubjectUnknown
}

// byType knows the types of what comes in: requests, messages, sessions.
func (t *tracer) byType(v *flow.Value) rest.Subject {
	if v.Op != flow.Param && v.Op != flow.Elem && v.Op != flow.Obj && v.Op != flow.Result && v.Op != flow.Field {
		return rest.SubjectUnknown
	}
	if v.Op == flow.Obj && v.Obj.Base == nil {
		return rest.SubjectUnknown
	}
	name := flow.TypeName(v.Type)
	if s, ok := t.payloads[name]; ok {
		return t.say(s, "a "+name)
	}
	return rest.SubjectUnknown
}

func (t *tracer) object(v *flow.Value, depth int) rest.Subject {
	o := v.Obj
	if full := o.Get("*"); full != nil {
		if s := t.of(full, depth+1); s != rest.SubjectUnknown {
			return s
		}
	}
	if o.Base != nil {
		return t.of(o.Base, depth+1)
	}
	var parts []*flow.Value
	for _, name := range o.Order {
		if !strings.HasPrefix(name, "m2me.") {
			parts = append(parts, o.Field[name])
		}
	}
	for _, e := range o.Log {
		parts = append(parts, e.Val)
	}
	return t.lookup(parts, depth)
}

// element is something met in a loop or received from a channel.
func (t *tracer) element(v *flow.Value, depth int) rest.Subject {
	if s := t.of(arg(v, 0), depth+1); s == rest.Job {
		return s
	}
	return t.say(rest.Loop, "an element of "+t.explain(arg(v, 0)))
}

func (t *tracer) stored(v *flow.Value, depth int) rest.Subject {
	if v.Op == flow.Field {
		base := arg(v, 0)
		if base != nil && base.Op != flow.Param {
			if s := t.of(base, depth+1); s != rest.SubjectUnknown {
				return s
			}
		} else if s := t.byType(base); s != rest.SubjectUnknown {
			return s
		} else if base != nil && base.Num >= 0 {
			if s := t.of(base, depth+1); s != rest.SubjectUnknown {
				return s
			}
		}
	}
	got := t.w.Resolve(v)
	if got == v || got == nil || flow.Same(got, v) {
		return rest.SubjectUnknown
	}
	return t.of(got, depth+1)
}

// param is what callers pass, or what the framework passes to a function that
// nobody calls.
func (t *tracer) param(v *flow.Value, depth int) rest.Subject {
	if flow.IsContext(v.Type) {
		return rest.SubjectUnknown
	}
	vals := t.w.ParamValues(v.Fn, v.Num)
	if len(vals) > 0 {
		return t.either(vals, depth)
	}
	if roots := t.roots[v.Fn]; len(roots) > 0 && v.Num >= 0 {
		switch roots[0].kind {
		case rest.Event:
			return t.say(rest.Job, "parameter "+paramName(v)+" of "+v.Fn.Name.Name+", which a message starts")
		case rest.ByUser, rest.Admin:
			return t.say(rest.Request, "parameter "+paramName(v)+" of handler "+v.Fn.Name.Name)
		}
	}
	return rest.SubjectUnknown
}

// index is a look-up: whose answer depends on the map, or else on the key.
func (t *tracer) index(v *flow.Value, depth int) rest.Subject {
	if s := t.of(arg(v, 0), depth+1); s != rest.SubjectUnknown && s != rest.Constant {
		return s
	}
	return asLookup(t.of(arg(v, 1), depth+1))
}

// asLookup is whose record one gets that looks it up by such a key.
func asLookup(s rest.Subject) rest.Subject {
	switch s {
	case cookie:
		return rest.Session
	case rest.Constant:
		return rest.SubjectUnknown
	}
	return s
}

func (t *tracer) result(v *flow.Value, depth int) rest.Subject {
	if a, b, ok := flow.CheckedEqual(v); ok {
		sa, sb := t.of(a, depth+1), t.of(b, depth+1)
		if sa == rest.Session || sb == rest.Session {
			return t.say(rest.Session, "it was compared with the session's id and found equal")
		}
		return sa
	}
	name := v.Text
	switch name {
	case "context.Context.Value":
		return t.contextValue(v, depth)
	case "net/http.Request.Context":
		return rest.SubjectUnknown
	case "net/http.Request.Cookie", "net/http.Request.BasicAuth", "net/http.Request.Cookies":
		return t.say(cookie, "a cookie of the request")
	case "net/http.Header.Get":
		return t.header(v)
	case "os.Getenv":
		return rest.Constant
	}
	if s, ok := t.sources[name]; ok {
		return t.say(s, "the result of "+name)
	}
	if t.table.SessionHelper(name) {
		return t.say(rest.Session, "the result of "+name+", a session helper")
	}
	if strings.HasSuffix(name, "Rows.Scan") || strings.HasSuffix(name, "Rows.StructScan") {
		return t.say(rest.Loop, "a row of a database query")
	}
	return t.lookup(v.Args, depth)
}

func (t *tracer) header(v *flow.Value) rest.Subject {
	key, _ := arg(v, len(v.Args)-1).ConstText()
	switch strings.ToLower(key) {
	case "authorization", "cookie", "x-session-token", "x-session-id":
		return t.say(cookie, "header "+key+" of the request")
	}
	return t.say(rest.Request, "header "+key+" of the request")
}

// contextValue is whose value a context holds under a key: what the program
// puts there, else what the framework's authentication puts there.
func (t *tracer) contextValue(v *flow.Value, depth int) rest.Subject {
	key := flow.KeyID(arg(v, len(v.Args)-1))
	vals := t.w.CtxValues(key)
	if key == "" || len(vals) == 0 {
		return t.say(rest.Session, "a value of the request's context")
	}
	worst := rest.SubjectUnknown
	for _, val := range vals {
		switch s := asLookup(t.of(val, depth+1)); s {
		case rest.Request, rest.Loop, rest.Job:
			return t.say(s, "a value that the program puts into the context")
		case rest.Session:
			worst = s
		}
	}
	_ = worst
	return t.say(rest.Session, "a value that the program puts into the context")
}

// lookup is whose record a function returns that is given args: the caller's
// own if all it goes by is the caller's.
func (t *tracer) lookup(args []*flow.Value, depth int) rest.Subject {
	found := rest.SubjectUnknown
	for _, a := range args {
		if a == nil || a.Op == flow.Const || flow.IsContext(a.Type) || a.Op == flow.FuncVal {
			continue
		}
		found = stronger(found, asLookup(t.of(a, depth+1)))
	}
	return found
}

// stronger returns the subject that decides when a value depends on both.
func stronger(a, b rest.Subject) rest.Subject {
	rank := map[rest.Subject]int{rest.Loop: 6, rest.Job: 5, rest.Request: 4, rest.Session: 3, cookie: 2, rest.Constant: 1}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// either is whose id a value is that comes from one of several places: all of
// them have to agree for it to be the session's.
func (t *tracer) either(vals []*flow.Value, depth int) rest.Subject {
	found, unsure := rest.SubjectUnknown, false
	for _, v := range vals {
		switch s := t.of(v, depth+1); s {
		case rest.SubjectUnknown:
			unsure = unsure || v.Op != flow.Nil
		case rest.Constant:
		default:
			found = stronger(found, s)
		}
	}
	if unsure && found == rest.Session {
		return rest.SubjectUnknown
	}
	if found == rest.SubjectUnknown && !unsure {
		return rest.Constant
	}
	return found
}

// response is whose data an answer holds: that of whom the request named.
func (t *tracer) response(v *flow.Value, depth int) rest.Subject {
	s := v.Send
	found := rest.SubjectUnknown
	for _, part := range []*flow.Value{s.URL, s.Body, s.Query} {
		if part != nil {
			found = stronger(found, asLookup(t.of(part, depth+1)))
		}
	}
	if s.Header != nil {
		for _, e := range s.Header.Log {
			if key, _ := e.Key.ConstText(); tokenHeader(key) {
				found = stronger(found, asLookup(t.of(e.Val, depth+1)))
			}
		}
	}
	return found
}

// explain names a value in a reason.
func (f *finder) explain(v *flow.Value) string {
	v = flow.Lower(v)
	if v == nil {
		return "not known"
	}
	switch v.Op {
	case flow.Param:
		if v.Fn == nil {
			return "a parameter"
		}
		if v.Num < 0 {
			return "the receiver of " + v.Fn.Name.Name
		}
		return "parameter " + paramName(v) + " of " + v.Fn.Name.Name
	case flow.Field:
		return "field " + v.Text + ownerOf(v)
	case flow.Global:
		return "variable " + v.Text
	case flow.Result:
		if v.Text == "os.Getenv" {
			name, _ := arg(v, 0).ConstText()
			return "environment variable " + name
		}
		return "the result of " + v.Text
	case flow.Index:
		return "an element of " + strings.TrimPrefix(f.explain(arg(v, 0)), "an element of ")
	case flow.Elem:
		return "an element of " + strings.TrimPrefix(f.explain(arg(v, 0)), "an element of ")
	case flow.Decoded:
		return "decoded from " + f.explain(arg(v, 0))
	case flow.Response:
		return "the answer of a request"
	case flow.Unknown:
		return v.Text
	case flow.Join, flow.If:
		return "one of several values"
	case flow.Obj:
		return "a " + v.Obj.Kind
	case flow.Const:
		return "a constant"
	}
	return "a value that could not be followed"
}

func ownerOf(v *flow.Value) string {
	base := arg(v, 0)
	if base == nil || base.Type == nil {
		return ""
	}
	t := base.Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return " of " + n.Obj().Name()
	}
	return ""
}
