package restcall

import (
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

// own reports whether a value is the session's, or of a record that it found.
func own(s rest.Subject) bool { return s == rest.Session || s == record }

// stranger says that something found by the session's id may be somebody else's.
func (t *tracer) stranger(what string) rest.Subject {
	if t.doubt == "" {
		t.doubt = what
	}
	return t.say(other, what)
}

// found is whose record a function returns that has no body in sight. What goes
// by the session finds the session's user only if all that names it, the function,
// the query, the keys, names him or nobody: an unknown word is somebody else.
func (t *tracer) found(s rest.Subject, v *flow.Value, depth int) rest.Subject {
	if !own(s) {
		return s
	}
	if asked, why := t.queried(v, depth); why != "" {
		return t.stranger(why)
	} else if asked {
		return record
	}
	name := functionOf(v)
	opened := t.lookup(v.Args, depth, true) == cookie
	if opened || !t.searches(v, depth) { // the caller's session, or his id in another spelling
		if word := shared(name); word != "" {
			return t.stranger(name + " may return the id of somebody else: " + word)
		}
		return s
	}
	if word := t.strange(name); word != "" {
		return t.stranger("what " + name + " finds by the session's id may be somebody else's: " + word)
	}
	if recv := arg(v, 0); recv != nil {
		if of := flow.TypeName(recv.Type); shared(of[strings.LastIndexByte(of, '.')+1:]) != "" {
			return t.stranger("what " + shortName(v.Text) + " finds by the session's id may be somebody else's")
		}
	}
	return record
}

// shown is whose a value is that a method without arguments takes out of another:
// out of a record as a field would be, out of a query what that finds.
func (t *tracer) shown(s rest.Subject, v *flow.Value, depth int) rest.Subject {
	if !own(s) {
		return s
	}
	if _, why := t.queried(v, depth); why != "" {
		return t.stranger(why)
	}
	name := functionOf(v)
	if s == record && !transparent(v.Text) && t.strange(name) != "" || grouped(name) {
		return t.stranger(name + " of what the session's id finds may name somebody else")
	}
	return s
}

// mapped is whose an element is that a map holds under the session's id.
func (t *tracer) mapped(s rest.Subject, in *flow.Value) rest.Subject {
	if !own(s) {
		return s
	}
	if low := flow.Lower(in); low != nil && (low.Op == flow.Field || low.Op == flow.Global) {
		name := low.Text[strings.LastIndexByte(low.Text, '.')+1:]
		if word := shared(name); word != "" {
			return t.stranger("what " + name + " holds under the session's id may be somebody else's")
		}
	}
	return record
}

// functionOf is what a function is called, also one that is kept in a field.
func functionOf(v *flow.Value) string {
	if v.Text == flow.OfFunc {
		if f := flow.Lower(arg(v, 0)); f != nil && (f.Op == flow.Field || f.Op == flow.Global) {
			return f.Text[strings.LastIndexByte(f.Text, '.')+1:]
		}
		return ""
	}
	return v.Text[strings.LastIndexByte(v.Text, '.')+1:]
}

// searches reports whether a function looks something up, by its receiver or in a
// context, and does not only compute it from what it is given.
func (t *tracer) searches(v *flow.Value, depth int) bool {
	for i, a := range v.Args {
		if a != nil && (flow.IsContext(a.Type) || asContext(a.Type) || i == 0 && v.Text != flow.OfFunc && !own(t.of(a, depth+1))) {
			return true
		}
	}
	return false
}

// field is whose a field of a record is that the session found: of a record of
// the user, and by a name that adds nobody.
func (t *tracer) field(v *flow.Value) rest.Subject {
	base := arg(v, 0)
	if word := t.strange(v.Text); word != "" {
		return t.stranger("field " + v.Text + ownerOf(v) + ", which was found by the session's id, may name somebody else")
	}
	if _, ok := structOf(v.Type); ok || base == nil {
		return record // the type of what holds the id decides
	}
	of := flow.TypeName(base.Type)
	if word := t.strange(of[strings.LastIndexByte(of, '.')+1:]); word != "" {
		return t.stranger("field " + v.Text + ownerOf(v) + " was found by the session's id, and may name somebody else: the record is not the user's own")
	}
	return record
}

func structOf(t types.Type) (*types.Struct, bool) {
	if t == nil {
		return nil, false
	}
	u := t.Underlying()
	if p, ok := u.(*types.Pointer); ok {
		u = p.Elem().Underlying()
	}
	st, ok := u.(*types.Struct)
	return st, ok
}

// strange returns the first word in a name that names neither the user nor
// nobody: the head in HeadOfHousehold, none in LoopUserID.
func (f *finder) strange(name string) string {
	for _, w := range words(name) {
		if !f.known(w) && !f.known(strings.TrimSuffix(w, "id")) && !f.known(singular(w)) {
			return w
		}
	}
	return ""
}

// persons returns the words in a name that name the user.
func (f *finder) persons(name string) []string {
	var out []string
	for _, w := range words(name) {
		for _, form := range []string{w, strings.TrimSuffix(w, "id"), singular(w)} {
			if slices.Contains(trigger.Persons, form) {
				out = append(out, form)
				break
			}
		}
	}
	return out
}

// known reports whether a word names the user or nobody. The platforms of the
// table and their services are nobody.
func (f *finder) known(w string) bool {
	if len(w) < 2 || slices.Contains(trigger.Persons, w) || slices.Contains(trigger.Plain, w) {
		return true
	}
	for _, p := range f.table.Platforms {
		if p.Name == w || slices.Contains(p.Services, w) {
			return true
		}
	}
	return false
}

// singular is a word without the s of the plural.
func singular(w string) string {
	if s, ok := strings.CutSuffix(w, "ies"); ok {
		return s + "y"
	}
	return strings.TrimSuffix(w, "s")
}

// grouped reports whether a name is of what several people share.
func grouped(name string) bool {
	return slices.ContainsFunc(words(name), func(w string) bool {
		return slices.Contains(trigger.Groups, w) || slices.Contains(trigger.Groups, singular(w))
	})
}

// shared returns the word in a name that names somebody else, or what several
// people share.
func shared(name string) string {
	for _, w := range words(name) {
		for _, form := range []string{w, singular(w)} {
			for _, list := range [][]string{trigger.Groups, trigger.Holders, trigger.Relations} {
				if slices.Contains(list, form) {
					return w
				}
			}
		}
	}
	return ""
}

// asContext reports whether a value can be handed in as a context: a framework's, which
// holds the request as well, beside the key of a look-up.
func asContext(t types.Type) bool {
	if t == nil {
		return false
	}
	set := types.NewMethodSet(t)
	for _, name := range []string{"Deadline", "Done", "Err", "Value"} {
		if set.Lookup(nil, name) == nil {
			return false
		}
	}
	return true
}
