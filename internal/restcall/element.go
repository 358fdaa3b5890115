package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// element is something met in a loop or received from a channel. One that is picked
// because a field of it is equal to the session's id is a look-up by that field.
func (t *tracer) element(v *flow.Value, depth int) rest.Subject {
	if vals := t.received(v); len(vals) > 0 {
		return t.either(vals, depth)
	}
	if s := t.of(arg(v, 0), depth+1); s == rest.Job {
		return s
	}
	if len(v.Args) == 3 {
		switch s := asLookup(t.of(v.Args[2], depth+1)); {
		case own(s) && t.strange(v.Args[1].Text) != "":
			return t.stranger("what is found by " + v.Args[1].Text + " may be somebody else's")
		case own(s):
			return record
		case s == rest.Request || s == other:
			return s
		}
	}
	return t.say(rest.Loop, "an element of "+t.explain(arg(v, 0)))
}

// index is a look-up: whose answer depends on the map, or else on the key. Of a
// list that belongs to the user nobody knows whom an element is about.
func (t *tracer) index(v *flow.Value, depth int) rest.Subject {
	base := arg(v, 0)
	if !isList(base) && t.of(arg(v, 1), depth+1) == cookie {
		s := t.say(rest.Session, "what the caller's cookie or token finds") // whatever a log-in stored there
		return t.begun(t.rewritten(s, t.elements(v, depth)), v, depth)
	}
	s := t.of(base, depth+1)
	if key := arg(v, 1); isList(base) && key.Op == flow.Unknown && key.Text == "an index of a loop" && s != rest.Job {
		return t.say(rest.Loop, "an element of "+t.explain(base))
	}
	if own(s) && isList(base) {
		return t.stranger("one of several in " + t.explain(base))
	}
	if own(s) {
		if name := t.otherPerson(arg(v, 1), keeperOf(base), 0); name != "" {
			return t.stranger(name + " names somebody else than the user who acts")
		}
		if key, ok := arg(v, 1).ConstText(); ok && s == record && t.strange(key) != "" {
			return t.stranger(key + " of what the session's id finds may name somebody else")
		}
		return t.rewritten(s, t.keeps[ofSession+flow.KeyID(arg(v, 1))])
	}
	if s != rest.SubjectUnknown && s != rest.Constant && s != pending {
		return s
	}
	return t.mapped(asLookup(t.of(arg(v, 1), depth+1)), base)
}
