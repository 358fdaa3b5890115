package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// ofSession is what the keys of values begin with that pages keep in a session,
// whatever library holds it.
const ofSession = "session "

// A put is a value that the program puts where another is read.
type put struct {
	val *flow.Value
	in  *flow.Func
}

// values returns what was written.
func values(ws []put) []*flow.Value {
	var out []*flow.Value
	for _, w := range ws {
		out = append(out, w.val)
	}
	return out
}

// rewritten is s, unless a page puts what it was asked for where a value of the
// session is read, or staff do: the chart that is open, the user an operator
// acts for. What a log-in looks up and puts there is the user's own.
func (t *tracer) rewritten(s rest.Subject, ws []put) rest.Subject {
	if !own(s) {
		return s
	}
	for _, w := range ws {
		if _, ok := t.reach[rest.Admin][w.in]; ok {
			return t.stranger("what staff put into the session in " + w.in.Name.Name)
		}
		raw := &tracer{finder: t.finder, known: map[*flow.Value]rest.Subject{}, raw: true}
		if raw.of(w.val, 0) == rest.Request {
			return t.say(rest.Request, "what "+w.in.Name.Name+" was asked for, and put into the session")
		}
		if why := t.actedFor(w); why != "" {
			return t.stranger(why)
		}
	}
	return s
}

// actedFor says that a page puts a user into the session whom it looks up by what it
// was asked for, and that no log-in is seen there.
func (t *tracer) actedFor(w put) string {
	looked := &tracer{finder: t.finder, known: map[*flow.Value]rest.Subject{}}
	if looked.of(w.val, 0) != rest.Request {
		return ""
	}
	if name := t.unproved(w.in); name != "" {
		return name + " puts whom it is asked for into the session, and does not look like a log-in"
	}
	return ""
}

// begun is s, unless somebody begins a session under a new key for whom he names,
// without a log-in.
func (t *tracer) begun(s rest.Subject, v *flow.Value, depth int) rest.Subject {
	base := flow.Lower(arg(v, 0))
	if s != rest.Session || base == nil || base.Var == nil {
		return s
	}
	for _, w := range t.w.Writes(base.Var) {
		if w.Key == nil || t.of(w.Key, depth+1) == cookie {
			continue
		}
		if why := t.actedFor(put{w.Val, w.In}); why != "" {
			return t.stranger(why)
		}
	}
	return s
}

// elements returns what pages put into the map that an element is read from:
// under the same key, or under the cookie that the caller presents. What stands
// under a key that was just made is a log-in's.
func (t *tracer) elements(v *flow.Value, depth int) []put {
	base := flow.Lower(arg(v, 0))
	if base == nil || base.Var == nil {
		return nil
	}
	var out []put
	for _, w := range t.w.Writes(base.Var) {
		if w.Key != nil && t.of(w.Key, depth+1) == cookie {
			out = append(out, put{w.Val, w.In})
		}
	}
	return out
}

// fields returns what is put into a field of a session that was there before.
func (t *tracer) fields(v *flow.Value, depth int) []put {
	if v.Var == nil {
		return nil
	}
	var out []put
	for _, w := range t.w.Writes(v.Var) {
		if w.Key == nil && own(t.of(w.Base, depth+1)) {
			out = append(out, put{w.Val, w.In})
		}
	}
	return out
}
