package restcall

import (
	"slices"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// split says how the function that makes a request for users and for others
// becomes two. The way up ends where callers run for users alone.
func (f *finder) split(g *group) rest.Split {
	s := &splitter{finder: f, many: map[*flow.Func]bool{}, one: map[*flow.Func]bool{}}
	for i := range g.readings {
		rd := &g.readings[i]
		s.add(rd.conc.Frames[0].In.Outer())
		s.follow(rd)
	}
	for i := 0; i < len(s.funcs); i++ { // callers join while we go
		s.callersOf(s.funcs[i])
	}
	s.inside()
	return s.out
}

// A splitter collects what belongs to a split.
type splitter struct {
	*finder
	out   rest.Split
	funcs []*flow.Func
	many  map[*flow.Func]bool // on the way to a call for many users
	one   map[*flow.Func]bool // on the way to a call for the user who acts
}

// follow notes for how many users the functions above a call make it.
func (s *splitter) follow(rd *reading) {
	on := s.one
	if rd.many() {
		on = s.many
	}
	for _, fr := range rd.send.Frames[:len(rd.send.Frames)-len(rd.conc.Frames)] {
		on[fr.In] = true
	}
}

// add takes a function in, unless it cannot have a sibling. Where it is registered
// for users, the sibling is.
func (s *splitter) add(fn *flow.Func) {
	if slices.Contains(s.funcs, fn) {
		return
	}
	s.funcs = append(s.funcs, fn)
	s.out.Funcs = append(s.out.Funcs, fn.Span)
	if fn.Decl == nil {
		s.refuse("the function that users and others share is not in the source at hand")
	}
	for _, r := range s.roots[fn] {
		switch {
		case r.kind != rest.ByUser:
		case r.in == nil:
			s.refuse(fn.Name.Name + " is itself a handler, which others call; give them a function of their own")
		default:
			s.call(rest.SplitCall{At: r.at, To: fn.Span})
		}
	}
}

// refuse notes the first reason why there can be no split.
func (s *splitter) refuse(why string) {
	if s.out.Why == "" {
		s.out.Why = why
	}
}

// callersOf follows the calls of fn that a user's code makes.
func (s *splitter) callersOf(fn *flow.Func) {
	for _, e := range s.callsOf()[fn] {
		if e.From.Outer() == fn || !s.forUsers(e.From) || s.many[e.From] && !s.one[e.From] {
			continue
		}
		shared := s.forOthers(e.From) || s.many[e.From]
		if shared {
			s.add(e.From.Outer())
		}
		s.call(rest.SplitCall{At: e.At, To: e.To.Span, Shared: shared})
	}
}

// inside adds the calls that the functions make among themselves, so that their
// siblings do, too.
func (s *splitter) inside() {
	for _, fn := range s.funcs {
		for _, e := range s.callsOf()[fn] {
			if slices.Contains(s.funcs, e.From.Outer()) {
				s.call(rest.SplitCall{At: e.At, To: e.To.Span, Shared: true})
			}
		}
	}
}

// call adds a call, once.
func (s *splitter) call(c rest.SplitCall) {
	same := func(o rest.SplitCall) bool { return o.At == c.At && o.To == c.To }
	if !slices.ContainsFunc(s.out.Calls, same) {
		s.out.Calls = append(s.out.Calls, c)
	}
}

// forUsers reports whether a user's action reaches fn.
func (f *finder) forUsers(fn *flow.Func) bool {
	_, ok := f.reach[rest.ByUser][fn]
	return ok
}

// forOthers reports whether anything but a user's action reaches fn.
func (f *finder) forOthers(fn *flow.Func) bool {
	for kind, reached := range f.reach {
		if _, ok := reached[fn]; ok && kind != rest.ByUser {
			return true
		}
	}
	return false
}

// callsOf returns the calls by what they call.
func (f *finder) callsOf() map[*flow.Func][]flow.Edge {
	if f.callees == nil {
		f.callees = map[*flow.Func][]flow.Edge{}
		for _, fn := range f.w.Funcs() {
			for _, e := range f.edges[fn] {
				f.callees[e.To] = append(f.callees[e.To], e)
			}
		}
	}
	return f.callees
}
