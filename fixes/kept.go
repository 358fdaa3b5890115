package fixes

import (
	"github.com/m2me/m2me/internal/rest"
)

// Keep tells the batch of a call that keeps its machine token; see Options.Kept.
// It has no effect on findings that were added before.
func (b *Batch) Keep(call rest.Call) { b.kept = append(b.kept, call) }

// spares makes sure that a draft changes nothing that a kept call is made of.
func (d *draft) spares(kept []rest.Call) error {
	for _, call := range kept {
		for _, span := range spelling(call) {
			for _, fd := range d.files {
				for _, o := range fd.ops {
					if from, to := o.takes(); from < span.End && span.Pos < to {
						return refuse("shared", span.Pos, "this is also part of %s %s, which keeps its machine token; give each its own",
							call.Method, call.URL)
					}
				}
			}
		}
	}
	return nil
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
