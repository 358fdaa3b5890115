package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// user fills in whose id a reading sends.
func (f *finder) user(rd *reading) {
	u := rd.match.User
	if u.In == rest.Nowhere {
		u.Subject = rest.None
		if v, span, n := f.sessionInScope(rd.conc); n == 1 {
			u.Expr, u.Value = span, rest.Template{{Hole: v.Hole, Src: span}}
		}
	} else {
		f.subjectAt(rd, &u)
		u.Expr = valueSpan(u.Value)
	}
	rd.match.User, rd.call.User = u, u
}

func valueSpan(t rest.Template) rest.Span {
	if len(t) == 1 {
		return t[0].Src
	}
	return extent(t)
}

// subjectAt finds the value of the user id in the outermost view and follows it.
func (f *finder) subjectAt(rd *reading, u *rest.User) {
	v := f.userValue(rd.send, *u)
	if v == nil {
		u.Subject = rest.SubjectUnknown
		if _, ok := u.Value.Const(); ok && len(u.Value) > 0 {
			u.Subject = rest.Constant
		}
		return
	}
	s, t := f.trace(v, rd.equal)
	u.Subject, u.Proof, u.Doubt = s, t.proof, t.doubt
}

// sessionInScope returns the only session id that is in scope where a call is
// made, and how many there are.
func (f *finder) sessionInScope(s *flow.Send) (*flow.Value, rest.Span, int) {
	var found *flow.Value
	n := 0
	for _, v := range s.Scope {
		if sub, _ := f.subject(v); sub == rest.Session {
			if found != nil && flow.Same(found, v) {
				continue
			}
			found = v
			n++
		}
	}
	if found == nil {
		return nil, rest.Span{}, 0
	}
	return found, found.Src, n
}
