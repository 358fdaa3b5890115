package fixes

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// Keep tells the batch of a call that keeps its machine token; see Options.Kept.
// It has no effect on findings that were added before.
func (b *Batch) Keep(call rest.Call) { b.kept = append(b.kept, call) }

// A spelt is syntax that a kept call is made of.
type spelt struct {
	rest.Span
	nth  int // of all, in the order of the calls
	call rest.Call
}

// speltBy is the syntax of kept calls, by position.
type speltBy struct {
	calls int // that were looked at
	list  []spelt
	long  token.Pos // the length of the longest
}

// add adds the calls that were not looked at yet.
func (s *speltBy) add(kept []rest.Call) {
	if s.calls == len(kept) {
		return
	}
	for _, call := range kept[s.calls:] {
		for _, span := range spelling(call) {
			s.list = append(s.list, spelt{span, len(s.list), call})
			s.long = max(s.long, span.End-span.Pos)
		}
	}
	s.calls = len(kept)
	slices.SortStableFunc(s.list, func(a, b spelt) int { return cmp.Compare(a.Pos, b.Pos) })
}

// spares makes sure that a draft changes nothing that a kept call is made of.
func (s *speltBy) spares(d *draft) error {
	var hit *spelt
	for _, fd := range d.files {
		for _, o := range fd.ops {
			from, to := o.takes()
			i, _ := slices.BinarySearchFunc(s.list, from-s.long, func(e spelt, pos token.Pos) int { return cmp.Compare(e.Pos, pos) })
			for ; i < len(s.list) && s.list[i].Pos < to; i++ {
				if e := &s.list[i]; from < e.End && (hit == nil || e.nth < hit.nth) {
					hit = e
				}
			}
		}
	}
	if hit == nil {
		return nil
	}
	return refuse("shared", hit.Pos, "this is also part of %s %s, which keeps its machine token; give each its own", hit.call.Method, hit.call.URL)
}

// spelling returns the syntax that says what a call asks for and whose token
// it carries.
func spelling(call rest.Call) []rest.Span {
	var out []rest.Span
	add := func(s rest.Span) {
		if s.IsValid() {
			out = append(out, s)
		}
	}
	parts := func(t rest.Template) {
		for _, p := range t {
			add(p.Src)
		}
	}
	parts(call.URL)
	parts(call.RawQuery)
	for _, list := range [][]rest.Param{call.Query, call.Body, call.Header} {
		for _, q := range list {
			if q.Form != rest.ParamElsewhere {
				add(q.Src)
				parts(q.Value)
			}
		}
	}
	for _, s := range call.Auth.Set {
		add(s)
	}
	return out
}

// alone reports whether no kept call is sent by the same call expression.
func (p *planner) alone() bool {
	for _, call := range p.kept {
		for _, fr := range call.Frames {
			if fr.Call == p.call.Frames[0].Call {
				return false
			}
		}
	}
	return true
}
