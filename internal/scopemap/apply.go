package scopemap

import (
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// describe copies what a row says whatever the call.
func (m *Match) describe(r *Row) {
	m.ConnectScopes, m.AnyOf = r.connect()
	m.PHI = m.PHI || r.PHI
	if m.Service == "" {
		m.Service = r.Service
	}
	if len(m.M2MScopes) == 0 {
		m.M2MScopes = r.M2M
	}
}

// applyRow fills a match from its row. skip is the number of segments that the
// base holds.
func (p *Platform) applyRow(m *Match, v view, r *Row, values []rest.Template, skip int) {
	m.Row, m.Path, m.Me = r, r.path.String(), ""
	m.Implicit, m.MustBeSelf, m.OwnAuthority = r.Implicit, r.MustBeSelf, r.OwnAuthority
	m.Disposition, m.Why = r.Disposition, r.Reason
	if m.Admin {
		m.Disposition = Keep
	}
	m.describe(r)
	m.PHI = m.PHI || p.phi(m.ConnectScopes)
	if r.Me != "" {
		m.Me = r.me.String()
	}
	m.takeUser(v, r, values, skip)
	m.settle(p, v, r)
	if m.Disposition == Migrate {
		m.plan(r.path, r.me, skip)
	}
}

func (p *Platform) phi(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(name string) bool {
		s, _ := p.ConnectScope(name)
		return s.PHI
	})
}

// takeUser finds the user id where the row says it is.
func (m *Match) takeUser(v view, r *Row, values []rest.Template, skip int) {
	for _, at := range r.places() {
		if at.in != rest.InPath {
			m.takeParam(v, at, !r.MustBeSelf && r.Me != "")
			continue
		}
		for i, s := range r.path {
			if s.Hole != "" && slices.Contains(at.names, s.Hole) && i >= skip {
				m.User = rest.User{In: rest.InPath, Name: s.Hole, Index: i - skip, Value: values[i], Batch: values[i].Several()}
			}
		}
	}
}

// takeParam finds the user id among the parameters, and which of them go. The
// first place that names the user counts.
func (m *Match) takeParam(v view, at namedPlace, drop bool) {
	var all []int
	params := v.params(at.in)
	for i, p := range params {
		if at.has(p.Key) {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return
	}
	if p := params[all[0]]; m.User.In == rest.Nowhere {
		m.User = rest.User{In: at.in, Name: p.Key, Index: all[0], Value: p.Value, Cond: p.Cond, Batch: p.Multi || len(all) > 1}
	}
	switch {
	case !drop:
	case at.in == rest.InQuery:
		m.DropQuery = all
	case at.in == rest.InBody:
		m.DropBody = all
	case at.in == rest.InHeader:
		m.DropHeader = all
	}
}

// settle weighs what the row cannot know: whether the user is there at all, and
// what could not be read.
func (m *Match) settle(p *Platform, v view, r *Row) {
	if m.Disposition == Keep {
		return
	}
	places := r.places()
	absent := len(places) > 0 && m.User.In == rest.Nowhere
	switch {
	case r.MeMethod != "" || len(r.MeHeaders) > 0:
		m.Disposition, m.Why = Ask, "the user form needs more than another path: "+r.extra()
	case absent && slices.ContainsFunc(places, func(at namedPlace) bool { return v.unread(at.in) }):
		m.Unread, m.Disposition, m.Why = true, Ask, fmt.Sprintf("whether the call has %s could not be read", places[0].names[0])
	case absent && r.User.Optional:
		m.Disposition, m.Why = Keep, fmt.Sprintf("without %s the call is about nobody in particular", places[0].names[0])
	case absent:
		m.Disposition, m.Why = Ask, fmt.Sprintf("the call has no %s", places[0].names[0])
	case m.User.In == rest.Nowhere && r.Me != "" && m.otherUser(p, v):
		m.Disposition = Ask
		m.Why = fmt.Sprintf("the platform takes the user from the token, and the call names one in %s", m.User.Name)
	case m.Disposition == Ask && m.Why == "":
		m.Why = "the table knows no user form of it"
	}
	if v.undecided(p, r) && m.Ambiguous == "" {
		m.Ambiguous = "the body decides which row holds, and it could not be read"
	}
}

// extra tells what the user form needs beside another path.
func (r *Row) extra() string {
	var list []string
	if r.MeMethod != "" {
		list = append(list, "method "+r.MeMethod)
	}
	if len(r.MeHeaders) > 0 {
		list = append(list, "header "+strings.Join(r.MeHeaders, ", "))
	}
	return strings.Join(list, " and ")
}

// otherUser finds a user id that the row does not expect.
func (m *Match) otherUser(p *Platform, v view) bool {
	p.findUser(m, v)
	if m.User.In == rest.InPath { // holes of a listed path are known
		m.User = rest.User{}
	}
	return m.User.In != rest.Nowhere
}

// unread reports whether parameters of a place may be missing from the call.
func (v view) unread(in rest.Place) bool {
	if in == rest.InQuery && len(v.call.RawQuery) > 0 {
		return true
	}
	return slices.ContainsFunc(v.params(in), func(p rest.Param) bool { return p.Key == "" })
}

// undecided reports whether a row on the same call depends on a body that was
// not read.
func (v view) undecided(p *Platform, r *Row) bool {
	if len(v.call.Body) > 0 || r.If != nil {
		return false
	}
	return slices.ContainsFunc(p.Rows, func(o *Row) bool {
		return o.If != nil && len(o.If.Body) > 0 && o.Service == r.Service && o.Method == r.Method && o.Path == r.Path
	})
}

// findUser finds a user id by its name in a call that has no row.
func (p *Platform) findUser(m *Match, v view) {
	for _, in := range []rest.Place{rest.InQuery, rest.InBody, rest.InHeader} {
		if v.find(in, p.UserParams) >= 0 {
			m.takeParam(v, namedPlace{in, p.UserParams}, false)
			return
		}
	}
	for i, s := range v.loc.Segments {
		if len(s) == 1 && s[0].IsHole() && p.userHole(s[0].Hole) {
			m.User = rest.User{In: rest.InPath, Name: "id", Index: i, Value: rest.Template(s)}
			return
		}
	}
}

// userHole reports whether an expression is spelt like a user id: userID,
// u.UserId, patientID.String().
func (p *Platform) userHole(expr string) bool {
	name := plain(expr)
	for _, n := range p.NotAUser {
		if strings.Contains(name, plain(n)) {
			return false
		}
	}
	return slices.ContainsFunc(p.UserParams, func(n string) bool { return strings.Contains(name, plain(n)) })
}

// plain leaves only the letters of a name, in lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
