package restcall

import (
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Subjects of our own. A cookie is something the caller presents and the program
// looks a session up with; used as an id itself it is what the request says.
// Pending is the answer about a value that is being followed already. A record is what
// the session's id finds: the same person's, as far as names tell. Other is what may be
// somebody else's: nothing that is found elsewhere makes it the session's.
const (
	cookie rest.Subject = 100 + iota
	pending
	record
	other
)

// subject says whose id a value is, with the links that prove it.
func (f *finder) subject(v *flow.Value) (rest.Subject, []string) {
	s, t := f.trace(v, nil)
	return s, t.proof
}

// trace is subject with the tracer that followed the value, where it is known what
// was found equal.
func (f *finder) trace(v *flow.Value, equal flow.Equalities) (rest.Subject, *tracer) {
	t := &tracer{finder: f, known: map[*flow.Value]rest.Subject{}, equal: equal}
	switch s := t.of(v, 0); s {
	case cookie:
		return rest.Request, t
	case pending, other:
		return rest.SubjectUnknown, t
	case record:
		return rest.Session, t
	default:
		return s, t
	}
}

// maxTrace bounds the steps of following one value.
const maxTrace = 1500

// A tracer follows one value back to where it comes from.
type tracer struct {
	*finder
	known map[*flow.Value]rest.Subject
	equal flow.Equalities
	raw   bool // of what is looked up by something, nothing is known
	proof []string
	doubt string // why somebody else may be meant
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
	if v == nil || depth > 30 || t.n > maxTrace {
		return rest.SubjectUnknown
	}
	if s, ok := t.known[v]; ok {
		return s
	}
	if s, ok := t.part(v); ok {
		return s
	}
	t.known[v] = pending
	if t.compared(t.equal.Of(v), depth) {
		t.known[v] = rest.Session
		return rest.Session
	}
	s := t.byType(v)
	if s == rest.SubjectUnknown || s == rest.Session {
		if got := t.follow(v, depth); got != rest.SubjectUnknown && got != pending {
			s = got
		} else if s == rest.Session {
			t.say(s, "a "+flow.TypeName(v.Type))
		}
	}
	t.known[v] = s
	return s
}

func (t *tracer) follow(v *flow.Value, depth int) rest.Subject {
	switch v.Op {
	case flow.Const, flow.Nil:
		return rest.Constant
	case flow.Obj:
		return t.object(v, depth)
	case flow.Elem:
		return t.element(v, depth)
	case flow.Field:
		s := t.stored(v, depth)
		if s == record {
			s = t.field(v)
		}
		if name := t.otherField(v); own(s) && name != "" {
			return t.stranger("field " + name + " names somebody else than the user who acts")
		}
		return t.rewritten(s, t.fields(v, depth))
	case flow.Global:
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
		return t.lookup(v.Args, depth, true)
	case flow.Join, flow.If:
		return t.either(v.Args, depth)
	}
	return rest.SubjectUnknown
}

// part knows the fields of what comes in that say something of their own: who
// was authenticated before the request came here.
func (t *tracer) part(v *flow.Value) (rest.Subject, bool) {
	base := arg(v, 0)
	if v.Op != flow.Field || base == nil {
		return rest.SubjectUnknown, false
	}
	name := flow.TypeName(base.Type) + "." + v.Text
	s, ok := t.parts[name]
	if ok {
		t.known[v] = t.say(s, "field "+shortName(name))
	}
	return s, ok
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
		if s != rest.Session { // which may yet turn out to be somebody else's
			t.say(s, "a "+name)
		}
		return s
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
		if !strings.HasPrefix(name, "m2me.") || name == "m2me.raw" { // the text of a URL
			parts = append(parts, o.Field[name])
		}
	}
	for _, e := range o.Log {
		parts = append(parts, e.Val)
	}
	if len(parts) == 0 {
		return rest.Constant // the zero value, as error paths return it
	}
	return t.lookup(parts, depth, false)
}

func (t *tracer) stored(v *flow.Value, depth int) rest.Subject {
	if v.Op == flow.Field {
		base := arg(v, 0)
		if base != nil && base.Op != flow.Param {
			if s := t.of(base, depth+1); s != rest.SubjectUnknown && s != pending {
				return s
			}
		} else if s := t.byType(base); s != rest.SubjectUnknown {
			return s
		} else if vals := t.passedField(base, v.Text); len(vals) > 0 {
			return t.either(vals, depth)
		} else if base != nil && base.Num >= 0 {
			if s := t.of(base, depth+1); s != rest.SubjectUnknown && s != pending {
				return s
			}
		}
	}
	if t.fromOutside(v) {
		return rest.SubjectUnknown // what others keep in such a field is nothing to go by
	}
	got := t.w.Resolve(v)
	if got == v || got == nil || flow.Same(got, v) {
		return rest.SubjectUnknown
	}
	return t.of(got, depth+1)
}

// fromOutside reports whether a value is a field of what only callers out of sight pass.
func (t *tracer) fromOutside(v *flow.Value) bool {
	for v != nil && v.Op == flow.Field {
		v = flow.Lower(arg(v, 0))
	}
	return v != nil && v.Op == flow.Param && v.Num >= 0 && !t.called[v.Fn] && len(t.roots[v.Fn]) == 0 &&
		len(t.w.ParamValues(v.Fn, v.Num)) == 0
}

// passedField returns what callers pass in a field of a parameter, if all of
// them pass an object that holds it.
func (t *tracer) passedField(param *flow.Value, name string) []*flow.Value {
	if param == nil || param.Op != flow.Param {
		return nil
	}
	var out []*flow.Value
	for _, v := range t.w.ParamValues(param.Fn, param.Num) {
		if v.Op != flow.Obj || v.Obj.Get(name) == nil {
			return nil
		}
		out = append(out, v.Obj.Get(name))
	}
	return out
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

// either is whose id a value is that comes from one of several places: all of
// them have to agree for it to be the session's.
func (t *tracer) either(vals []*flow.Value, depth int) rest.Subject {
	found, unsure := rest.SubjectUnknown, false
	for _, v := range vals {
		switch s := t.of(v, depth+1); s {
		case rest.SubjectUnknown:
			unsure = unsure || v.Op != flow.Nil
		case rest.Constant, pending:
		default:
			found = stronger(found, s)
		}
	}
	if unsure && own(found) {
		return rest.SubjectUnknown
	}
	if found == rest.SubjectUnknown && !unsure {
		return rest.Constant
	}
	return found
}

// stronger returns the subject that decides when a value depends on both.
func stronger(a, b rest.Subject) rest.Subject {
	if slices.Index(byStrength, b) > slices.Index(byStrength, a) {
		return b
	}
	return a
}

// byStrength lists what decides, the strongest last.
var byStrength = []rest.Subject{rest.Constant, cookie, rest.Session, record, other, rest.Request, rest.Job, rest.Loop}
