package scopemap

import (
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// A view is a call as one platform sees it.
type view struct {
	call    *rest.Call
	loc     rest.Location
	service string // "" if the host does not tell
}

// segs returns the path of the call behind k segments of a base path.
func (v view) segs(prefix Path) []rest.Segment {
	var segs []rest.Segment
	for _, s := range prefix {
		segs = append(segs, rest.Segment{{Text: s.Text}})
	}
	return append(segs, v.loc.Segments...)
}

// bases returns what may stand before the path of the call: nothing, and where
// the base is configuration the platform's base paths.
func (p *Platform) bases(v view) []Path {
	bases := []Path{nil}
	if len(v.loc.Base) == 0 && !openHost(v.loc.Host) {
		return bases
	}
	for _, text := range p.BasePaths {
		base, _ := ParsePath(text)
		bases = append(bases, base)
	}
	return bases
}

// match tells what the platform's part of the table says about a call.
func (p *Platform) match(v view) Match {
	m := Match{
		Known: true, Platform: p.Name, Service: v.service, Method: v.call.Method,
		M2MScopes: v.call.Auth.Scopes,
	}
	if !readable(v.loc) {
		m.Why = "the path could not be read"
		return m
	}
	m.Path = callPath(v.loc.Segments)
	var found []Match
	for _, base := range p.bases(v) {
		if try := m; p.try(&try, v, base) {
			found = append(found, try)
		}
	}
	if len(found) == 0 {
		p.findUser(&m, v)
		m.Why = p.noRow(v)
		return m
	}
	for _, other := range found[1:] {
		if a, b := found[0].Row, other.Row; found[0].Ambiguous == "" && a != nil && b != nil && !sameOutcome(a, b) {
			found[0].Ambiguous = "the base URL is configuration, and the table tells " + a.Path + " from " + b.Path
		}
	}
	return found[0]
}

// readable reports whether anything of the path is known.
func readable(loc rest.Location) bool {
	return slices.ContainsFunc(loc.Segments, func(s rest.Segment) bool {
		return slices.ContainsFunc(s, func(p rest.Part) bool { return !p.IsHole() })
	})
}

// try looks the call up behind one base path.
func (p *Platform) try(m *Match, v view, base Path) bool {
	segs := v.segs(base)
	texts := textsOf(segs)
	switch {
	case slices.ContainsFunc(p.IgnorePaths, func(g string) bool { return matchGlob(g, texts) }):
		*m = Match{Why: "the call belongs to the OAuth flow itself"}
		return true
	case p.already(m, v, segs):
		return true
	}
	m.Admin = slices.ContainsFunc(p.AdminPaths, func(g string) bool { return matchGlob(g, texts) })
	row, values := p.findRow(m, v, segs)
	switch {
	case row != nil && !p.overruled(row, v):
		p.applyRow(m, v, row, values, len(base))
	case m.Admin:
		p.findUser(m, v)
		m.Disposition, m.Why = Keep, "an admin path is not a user acting for himself"
	case p.applyConvention(m, v, segs, len(base)):
	case row != nil:
		p.applyRow(m, v, row, values, len(base))
	default:
		return false
	}
	return true
}

// overruled reports whether a call names a user by the convention where its row
// takes the user from the token: the guide's convention speaks then.
func (p *Platform) overruled(r *Row, v view) bool {
	return r.Implicit && p.Convention != nil && v.find(rest.InQuery, p.Convention.Query) >= 0
}

// already reports whether the call is a user form.
func (p *Platform) already(m *Match, v view, segs []rest.Segment) bool {
	row := p.formOf(v, segs)
	at := slices.IndexFunc(segs, func(s rest.Segment) bool {
		text, ok := s.Text()
		return ok && slices.Contains(p.Self, text)
	})
	if row == nil && at < 0 {
		return false
	}
	m.Already, m.Disposition, m.Path = true, Ask, callPath(segs)
	m.Why = "the path is a user form"
	if row != nil {
		m.Row, m.Path = row, row.me.String()
		m.describe(row)
	} else if p.Convention != nil && at == len(segs)-1 {
		if scope, ok := p.conventionScope(segs[:at]); ok {
			m.Convention, m.ConnectScopes, m.PHI = true, []string{scope.Name}, scope.PHI
		}
	}
	m.Me = m.Path
	return true
}

// formOf returns the row of which the call is the user form: by a form that
// says me, or that differs from what machines call.
func (p *Platform) formOf(v view, segs []rest.Segment) *Row {
	for _, r := range p.Rows {
		if r.Me == "" || r.Disposition == Keep || !v.serves(r) || !methodFits(cmpOr(r.MeMethod, r.Method), v.call.Method) {
			continue
		}
		hasSelf := slices.ContainsFunc(r.me, func(s Segment) bool { return s.Hole == "" && slices.Contains(p.Self, s.Text) })
		if !hasSelf {
			continue
		}
		if _, ok := r.me.match(segs, nil, nil); ok {
			return r
		}
	}
	return nil
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// serves reports whether a row can be about the service of the call.
func (v view) serves(r *Row) bool {
	return r.Service == "" || v.service == "" || r.Service == v.service
}

// methodFits reports whether a row's method covers a call's. HEAD goes where
// GET goes; a method that is not known goes anywhere.
func methodFits(row, call string) bool {
	return row == "*" || row == call || call == "" || row == "GET" && call == "HEAD"
}

// find returns the index of the first parameter with one of the names, or -1.
func (v view) find(in rest.Place, names Strings) int {
	at := namedPlace{in, names}
	return slices.IndexFunc(v.params(in), func(p rest.Param) bool { return at.has(p.Key) })
}

func (v view) params(in rest.Place) []rest.Param {
	switch in {
	case rest.InQuery:
		return v.call.Query
	case rest.InBody:
		return v.call.Body
	case rest.InHeader:
		return v.call.Header
	}
	return nil
}

// textsOf returns segments as text, with {} for those that hold holes.
func textsOf(segs []rest.Segment) []string {
	texts := make([]string, len(segs))
	for i, s := range segs {
		var ok bool
		if texts[i], ok = s.Text(); !ok {
			texts[i] = "{}"
		}
	}
	return texts
}
