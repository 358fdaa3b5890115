package restcall

import (
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

// result is whose id a function returns that has no body in sight.
func (t *tracer) result(v *flow.Value, depth int) rest.Subject {
	if of, to, ok := flow.CheckedEqual(v); ok {
		if t.compared(to, depth) {
			return rest.Session
		}
		return t.of(of, depth+1)
	}
	name := v.Text
	if got := t.w.Returned(v); got != nil { // of a function that is kept in a field
		return t.of(got, depth+1)
	}
	switch {
	case name == "context.Context.Value":
		vals := t.w.CtxValues(flow.KeyID(arg(v, 1)))
		if len(v.Args) > 2 { // out of a fact: what the other package puts there
			vals = append(append([]*flow.Value(nil), vals...), v.Args[2:]...)
		}
		if len(vals) == 0 && t.unseen(flow.KeyID(arg(v, 1))) {
			return t.say(rest.SubjectUnknown, "a value that another package puts into the context")
		}
		return t.kept(v, vals, depth)
	case name == "net/http.Request.Context":
		return rest.SubjectUnknown
	case strings.HasSuffix(name, "Rows.Scan"), strings.HasSuffix(name, "Rows.StructScan"):
		return t.say(rest.Loop, "a row of a database query")
	}
	if key, ok := t.recalls[name]; ok {
		return t.kept(v, values(t.keeps[key+flow.KeyID(arg(v, 1))]), depth)
	}
	if s, ok := t.sources[name]; ok && !t.withdrawn(s, v) {
		if s.Header && fromAnswer(arg(v, 0)) {
			return t.of(arg(v, 0), depth+1) // a header of an answer says what the server says
		}
		return t.whose(t.source(s, v), v)
	}
	if t.pulls[name] {
		return t.say(rest.Job, "what "+name+" takes from a queue")
	}
	if t.helper(name) {
		return t.say(rest.Session, "the result of "+name+", a session helper")
	}
	if s := t.sources[name]; unchecked(name) || s.Unless != "" {
		if s := t.lookup(v.Args, depth, true); s != cookie {
			return s
		}
		return t.say(rest.Request, "what the caller wrote: "+shortName(name)+" does not check it")
	}
	if getter := len(v.Args) == 1 && v.Args[0] != nil; getter || transparent(name) {
		s := t.lookup(v.Args, depth, true)
		if s == cookie && t.signedAt(v.Src) {
			return t.say(rest.Session, "a cookie or token of the service's own, whose signature is checked")
		}
		return t.shown(t.whose(s, v), v, depth)
	}
	if t.raw {
		return rest.SubjectUnknown
	}
	return t.found(t.whose(t.lookup(v.Args, depth, false), v), v, depth)
}

// compared reports whether one of the values that another was found equal to is the
// session's id.
func (t *tracer) compared(with []*flow.Value, depth int) bool {
	for _, v := range with {
		if own(t.of(v, depth+1)) {
			t.say(rest.Session, "it was compared with the session's id and found equal")
			return true
		}
	}
	return false
}

func (t *tracer) source(s trigger.Source, v *flow.Value) rest.Subject {
	switch {
	case s.Header:
		key, _ := arg(v, len(v.Args)-1).ConstText()
		switch strings.ToLower(key) {
		case "authorization", "cookie", "x-session-token", "x-session-id":
			return t.say(cookie, "header "+key+" of the request")
		}
		return t.say(rest.Request, "header "+key+" of the request")
	case s.Presented:
		return t.say(cookie, "what "+s.Func+" reads out of the request")
	}
	return t.say(s.Subject, "the result of "+v.Text)
}

// withdrawn reports whether an argument says that a source does not check what
// it reads: jwt.ParseString(raw, jwt.WithVerify(false)).
func (t *tracer) withdrawn(s trigger.Source, v *flow.Value) bool {
	if s.Unless == "" {
		return false
	}
	for _, a := range v.Args {
		if mentions(t.w.Resolve(a), s.Unless, 0) {
			return true
		}
	}
	return false
}

// mentions reports whether a value is, or holds, a result of a function.
func mentions(v *flow.Value, fn string, depth int) bool {
	if v == nil || depth > 4 {
		return false
	}
	if v.Op == flow.Result && v.Text == fn {
		return true
	}
	if v.Op == flow.Obj {
		for _, e := range v.Obj.Log {
			if mentions(e.Val, fn, depth+1) {
				return true
			}
		}
		return v.Obj.Base != nil && mentions(v.Obj.Base, fn, depth+1)
	}
	for _, a := range v.Args {
		if mentions(a, fn, depth+1) {
			return true
		}
	}
	return false
}

// helper reports whether the table lists a function as a session helper. Each
// function is met thousands of times.
func (f *finder) helper(name string) bool {
	is, ok := f.helpers[name]
	if !ok {
		is = slices.ContainsFunc(fullNames(name), f.table.SessionHelper)
		f.helpers[name] = is
	}
	return is
}

// fullNames spells a function of the world as types.Func.FullName may.
func fullNames(name string) []string {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || !strings.Contains(name[strings.LastIndexByte(name, '/')+1:dot], ".") {
		return []string{name}
	}
	return []string{name, "(*" + name[:dot] + ")" + name[dot:], "(" + name[:dot] + ")" + name[dot:]}
}

// unchecked reports whether a function says by its name that it does not check
// what it reads: jwt.Parser.ParseUnverified.
func unchecked(name string) bool {
	if strings.HasSuffix(name, flow.Unasked) {
		return true
	}
	base := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	for _, word := range []string{"unverified", "unsafe", "insecure", "withoutverif", "noverif", "skipverif"} {
		if strings.Contains(base, word) {
			return true
		}
	}
	return false
}

// transparent reports whether a function only spells its arguments otherwise:
// what it is given out of a cookie is still what the caller wrote.
func transparent(name string) bool {
	switch packageOf(name) {
	case "strings", "bytes", "strconv", "fmt", "net/url", "html", "unicode/utf8", "slices", "regexp",
		"encoding/base64", "encoding/hex", "encoding/json", "encoding/xml", "encoding/gob", "encoding/csv", "bufio", "io":
		return true
	}
	return name == "a slice" || name == "+" || name == "append"
}

// kept is whose value a context holds under a key: what the program puts there,
// else what the framework's authentication puts there.
func (t *tracer) kept(v *flow.Value, vals []*flow.Value, depth int) rest.Subject {
	if len(vals) == 0 {
		return t.whose(t.say(rest.Session, "a value of the request's context"), v)
	}
	found, unsure := rest.SubjectUnknown, false
	for _, val := range vals {
		if t.fromElsewhere(val) {
			if found = stronger(found, t.whose(rest.Session, v)); found == other {
				return found
			}
			continue
		}
		switch s := t.of(val, depth+1); s {
		case cookie: // which a look-up may go by; by itself it is what the caller wrote
			found = stronger(found, s)
		case rest.Request, rest.Loop, rest.Job, other:
			return t.say(s, "a value that the program puts into the context")
		case rest.Session, record:
			found = stronger(found, s)
		case rest.SubjectUnknown, rest.Constant, pending:
			unsure = unsure || !flow.Same(val, v)
		}
	}
	if own(found) && !unsure {
		t.say(found, "a value that the program puts into the context")
	}
	if unsure {
		return t.say(rest.SubjectUnknown, "a value in the context that could not be followed")
	}
	return found
}

// fromElsewhere reports whether a value in a context is what somebody out of sight
// hands to a setter: a parameter of an exported function that nobody here calls.
func (t *tracer) fromElsewhere(v *flow.Value) bool {
	low := flow.Lower(v)
	if low == nil {
		return false
	}
	if low.Op == flow.Param && low.Fn != nil {
		return len(t.w.ParamValues(low.Fn, low.Num)) == 0 && len(t.roots[low.Fn]) == 0
	}
	return low.Op == flow.Unknown && strings.HasPrefix(low.Text, "a parameter of ")
}

// lookup is whose record a function returns that is given args: the caller's
// own if all it goes by is the caller's. A spelling of a cookie is a cookie.
func (t *tracer) lookup(args []*flow.Value, depth int, spelling bool) rest.Subject {
	found, unsure := rest.SubjectUnknown, false
	for _, a := range args {
		if a == nil || a.Op == flow.Const || flow.IsContext(a.Type) || a.Op == flow.FuncVal || unset(a) {
			continue
		}
		if len(args) > 2 && asContext(a.Type) {
			continue
		}
		s := t.of(a, depth+1)
		if !spelling {
			s = asLookup(s)
		}
		if s == pending {
			continue
		}
		unsure = unsure || s == rest.SubjectUnknown && tells(a)
		found = stronger(found, s)
	}
	if unsure && own(found) {
		return rest.SubjectUnknown
	}
	return found
}

// unset reports whether a value is a field that was not filled yet: another
// variable that the same call fills.
func unset(v *flow.Value) bool {
	low := flow.Lower(v)
	return low.Op == flow.Field && len(low.Args) > 0 && low.Args[0] != nil && low.Args[0].Op == flow.Unknown
}

// tells reports whether a value may say whose record is wanted: a text or a
// number that a caller hands in, not a handle or a setting.
func tells(v *flow.Value) bool {
	low := flow.Lower(v)
	if low == nil || low.Type == nil || low.Op != flow.Param && low.Op != flow.Unknown || low.Op == flow.Param && low.Num < 0 {
		return false
	}
	b, ok := low.Type.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsString|types.IsInteger) != 0
}

// asLookup is whose record one gets that looks it up by such a key.
func asLookup(s rest.Subject) rest.Subject {
	switch s {
	case cookie:
		return rest.Session
	case rest.Constant, pending:
		return rest.SubjectUnknown
	}
	return s
}

func isList(v *flow.Value) bool {
	v = flow.Lower(v)
	if v == nil || v.Type == nil {
		return false
	}
	switch v.Type.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	}
	return false
}
