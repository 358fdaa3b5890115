package scopemap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// A candidate is a row that fits a call.
type candidate struct {
	row    *Row
	values []rest.Template
}

// findRow returns the row that says most about a call. If the service is not
// known and the rows of two services differ, the match is ambiguous.
func (p *Platform) findRow(m *Match, v view, segs []rest.Segment) (*Row, []rest.Template) {
	var best []candidate // one for each service
	for _, r := range p.Rows {
		if !v.serves(r) || !methodFits(r.Method, v.call.Method) || !v.holds(r) {
			continue
		}
		values, ok := r.path.match(segs, r.userHoles(), p.Self)
		if !ok {
			continue
		}
		c := candidate{r, values}
		i := slices.IndexFunc(best, func(b candidate) bool { return b.row.Service == r.Service })
		switch {
		case i < 0:
			best = append(best, c)
		case more(r, best[i].row, v) > 0:
			best[i] = c
		case v.call.Method == "" && !sameOutcome(r, best[i].row):
			m.Ambiguous = "the method could not be read, and the table tells methods apart"
		}
	}
	if len(best) == 0 {
		return nil, nil
	}
	best = p.narrow(best, v)
	for _, b := range best[1:] {
		if !sameOutcome(best[0].row, b.row) {
			m.Ambiguous = fmt.Sprintf("%s %s is listed for the services %s and %s, and the host is not known",
				b.row.Method, b.row.Path, best[0].row.Service, b.row.Service)
		}
	}
	if v.call.Method == "" && m.Ambiguous == "" {
		m.Ambiguous = "the method could not be read"
	}
	return best[0].row, best[0].values
}

// narrow drops the rows of services that the credential's scopes do not open,
// and those of any service where one names its own.
func (p *Platform) narrow(best []candidate, v view) []candidate {
	slices.SortStableFunc(best, func(a, b candidate) int {
		return -more(a.row, b.row, v)
	})
	best = slices.DeleteFunc(best, func(c candidate) bool { return more(c.row, best[0].row, v) < 0 })
	opened := slices.Clone(best)
	opened = slices.DeleteFunc(opened, func(c candidate) bool {
		return !slices.ContainsFunc(c.row.M2M, func(s string) bool { return slices.Contains(v.call.Auth.Scopes, s) })
	})
	if len(opened) > 0 {
		return opened
	}
	return best
}

// more compares how much two rows that fit a call say: by path, then by
// condition, then by service.
func more(a, b *Row, v view) int {
	return cmp.Or(a.path.compare(b.path), btoi(a.If != nil)-btoi(b.If != nil),
		btoi(a.Method == v.call.Method)-btoi(b.Method == v.call.Method), btoi(a.Service != "")-btoi(b.Service != ""))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// holds reports whether the condition of a row is met.
func (v view) holds(r *Row) bool {
	if r.If == nil {
		return true
	}
	for _, at := range r.If.each() {
		if v.find(at.in, at.names) >= 0 {
			return true
		}
	}
	return false
}

// A namedPlace is one of the places of a Place.
type namedPlace struct {
	in    rest.Place
	names Strings
}

// has reports whether a parameter of this name is meant.
func (at namedPlace) has(key string) bool {
	return slices.ContainsFunc(at.names, func(n string) bool {
		return n == key || at.in == rest.InHeader && strings.EqualFold(n, key)
	})
}

// each returns the places that are given.
func (p *Place) each() []namedPlace {
	var list []namedPlace
	for _, at := range []namedPlace{
		{rest.InQuery, p.Query}, {rest.InPath, p.Path}, {rest.InBody, p.Body}, {rest.InHeader, p.Header},
	} {
		if len(at.names) > 0 {
			list = append(list, at)
		}
	}
	return list
}

// places returns where a row's calls name the user.
func (r *Row) places() []namedPlace {
	if r.User == nil {
		return nil
	}
	return r.User.each()
}

func (r *Row) userHoles() Strings {
	if r.User == nil {
		return nil
	}
	return r.User.Path
}

// connect returns the Connect scopes of a row.
func (r *Row) connect() (scopes []string, anyOf bool) {
	if len(r.ConnectAny) > 0 {
		return r.ConnectAny, true
	}
	if r.Connect == nil {
		return nil, false
	}
	return *r.Connect, false
}

// sameOutcome reports whether it does not matter which of two rows speaks.
func sameOutcome(a, b *Row) bool {
	sa, anyA := a.connect()
	sb, anyB := b.connect()
	return a.Disposition == b.Disposition && a.Me == b.Me && a.MeMethod == b.MeMethod &&
		a.Implicit == b.Implicit && a.MustBeSelf == b.MustBeSelf && a.OwnAuthority == b.OwnAuthority &&
		slices.Equal(sa, sb) && anyA == anyB && a.userKey() == b.userKey()
}

// userKey spells where a row's calls name the user.
func (r *Row) userKey() string {
	if r.User == nil {
		return ""
	}
	return r.User.key()
}
