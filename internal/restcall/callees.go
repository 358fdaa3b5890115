package restcall

import (
	"slices"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/trigger"
)

// A search collects the functions with a body that a value may call: the value
// itself, the methods of a handler object, and what they were given to call.
type search struct {
	*finder
	methods []string
	steps   int
	out     []*flow.Func

	passed []*flow.Gate                // on the way to what is looked at
	behind map[*flow.Func][]*flow.Gate // what is passed on every way to a function
}

// maxSearch bounds the values that one search looks at, and maxNested how deep it
// looks into one.
const (
	maxSearch = 1000
	maxNested = 8
)

// functions returns the functions with a body that a value may call. methods are
// those of a handler object.
func (f *finder) functions(v *flow.Value, methods []string) []*flow.Func {
	fns, _ := f.functionsBehind(v, methods, nil)
	return fns
}

// functionsBehind is functions, with the gates that every way to one of them leads
// through, all of which lead through passed.
func (f *finder) functionsBehind(v *flow.Value, methods []string, passed []*flow.Gate) ([]*flow.Func, map[*flow.Func][]*flow.Gate) {
	s := &search{finder: f, methods: methods, passed: passed, behind: map[*flow.Func][]*flow.Gate{}}
	s.called(v, 0)
	return unique(s.out), s.behind
}

// met notes functions that are called with what was passed so far.
func (s *search) met(fns ...*flow.Func) {
	for _, fn := range fns {
		gates, again := s.behind[fn]
		if !again {
			gates = s.passed
		}
		s.behind[fn] = inBoth(gates, s.passed)
	}
	s.out = append(s.out, fns...)
}

// called searches a value as it was read.
func (s *search) called(v *flow.Value, depth int) {
	if v != nil && v.Op != flow.FuncVal {
		v = s.w.Resolve(v)
	}
	s.resolved(v, depth)
}

// resolved searches a value that was resolved, and so were its parts.
func (s *search) resolved(v *flow.Value, depth int) {
	if s.steps++; v == nil || depth > maxNested || s.steps > maxSearch {
		return
	}
	switch v.Op {
	case flow.FuncVal:
		s.met(s.w.Bodies(v)...)
		gate, next := s.w.GateOf(v)
		passed := s.passed
		for _, b := range s.given(v, depth) {
			if gate != nil && b == next {
				s.passed = append(passed[:len(passed):len(passed)], gate)
			}
			s.called(b, depth+1)
			s.passed = passed
		}
	case flow.Obj:
		for _, name := range s.methods {
			if name == trigger.Exported {
				s.met(s.w.Exported(v)...)
			} else if fn := s.w.Method(v, name); fn != nil {
				s.met(fn)
			}
		}
		for _, e := range v.Obj.Log { // functions by their names
			if e.Val != nil && e.Val.Op == flow.FuncVal {
				s.resolved(e.Val, depth+1)
			}
		}
	case flow.Result, flow.Join, flow.If:
		for _, a := range v.Args {
			s.resolved(a, depth+1)
		}
	}
}

// given returns what a closure was given that it may call: functions, and
// handlers if it was made by a function that takes one.
func (f *finder) given(v *flow.Value, depth int) []*flow.Value {
	handler := v.Fn != nil && v.Fn.Parent != nil && takesHandler(v.Fn.Outer())
	var out []*flow.Value
	for _, b := range v.Bind.Values() {
		if b == nil {
			continue
		}
		switch low := flow.Lower(b); {
		case b.Op == flow.FuncVal, b.Op == flow.Result && depth < 4, isFunc(low) && depth < 4:
			out = append(out, b)
		case handler && b.Op == flow.Obj && depth < 4:
			out = append(out, b)
		}
	}
	return out
}

func unique(fns []*flow.Func) []*flow.Func {
	slices.SortStableFunc(fns, (*flow.Func).Compare)
	seen := map[*flow.Func]bool{}
	out := fns[:0:0]
	for _, fn := range fns {
		if !seen[fn] {
			seen[fn] = true
			out = append(out, fn)
		}
	}
	return out
}
