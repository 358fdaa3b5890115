package scopemap

import (
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// A Match is what the table says about a call.
type Match struct {
	// Known says that the call goes to a platform of the table. A call that is
	// not known is nobody's business; the other fields are empty then.
	Known    bool
	Platform string
	Service  string // "" if neither the host nor the row tells

	Row        *Row // nil for the convention, and where the table says nothing
	Convention bool
	Admin      bool // an admin path
	Implicit   bool // the platform takes the user from the token
	Already    bool // the path is a /me form
	MustBeSelf bool // the id stays and has to be the user's own

	// User is where the call names the user. Expr, Subject and Proof are for
	// others to fill.
	User rest.User

	Method string // the method of the call, "" if it is not known
	Path   string // with the hole names of the row, {id} for other holes; "" if it could not be read
	Me     string // the user form, "" if there is none

	Disposition  Disposition
	OwnAuthority bool
	PHI          bool

	// M2MScopes is what the credential asks for, when known, else what the row
	// names.
	M2MScopes     []string
	ConnectScopes []string
	AnyOf         bool // one of ConnectScopes is enough

	Unread bool // whether the call names its user could not be read; Why says so

	Ambiguous string // what the table cannot tell apart, in words
	Why       string // why the disposition is what it is, or why the call is not known

	// The parameters that go: indexes into Query, Body and Header of the call.
	DropQuery, DropBody, DropHeader []int

	edits []SegmentEdit
}

// Match tells what the table knows about a call. A call belongs to a platform
// if its host does, or its token comes from there, or, where the host is
// configuration, if the table lists its path and it names a user or carries a
// credential that asks for the platform's machine scopes.
func (t *Table) Match(c *rest.Call) Match {
	loc := rest.Locate(c.URL)
	for _, p := range t.Platforms {
		if service, ok := p.hostOf(loc); ok {
			return p.match(view{c, loc, service})
		}
	}
	foreign := false
	if len(c.Auth.TokenURL) > 0 {
		at := rest.Locate(c.Auth.TokenURL)
		for _, p := range t.Platforms {
			if p.tokenEndpoint(at) {
				return p.match(view{c, loc, ""})
			}
		}
		foreign = len(at.Base) == 0 && !openHost(at.Host)
	}
	if foreign || !openHost(loc.Host) {
		return Match{Why: "neither host nor token endpoint is in the table"}
	}
	return t.matchPath(c, loc)
}

// Possible reports whether Match may know a call when its credential was read; one
// that comes from a platform's token endpoint makes any call known.
func (t *Table) Possible(c *rest.Call) bool {
	loc := rest.Locate(c.URL)
	for _, p := range t.Platforms {
		if _, ok := p.hostOf(loc); ok {
			return true
		}
	}
	return openHost(loc.Host) && slices.ContainsFunc(t.Platforms, func(p *Platform) bool {
		m := p.match(view{c, loc, ""})
		return m.Known && (m.Convention || m.Row != nil)
	})
}

// matchPath finds the platform of a call by its path alone.
func (t *Table) matchPath(c *rest.Call, loc rest.Location) Match {
	found := Match{Why: "no platform of the table lists the path together with a user id"}
	for _, p := range t.Platforms {
		v := view{c, loc, ""}
		m := p.match(v)
		if !m.Known || !p.claims(&m, v) {
			continue
		}
		if found.Known {
			found.Ambiguous = "the path is listed for " + found.Platform + " and " + p.Name + ", and the host is not known"
			break
		}
		found = m
	}
	return found
}

// claims reports whether a path that may be anybody's is the platform's: the
// table lists it, and the call names a user or asks for the platform's scopes.
// A machine's call whose parameters could not be read may name one.
func (p *Platform) claims(m *Match, v view) bool {
	evidence := p.evidence(v.call)
	switch {
	case m.Convention:
		return evidence
	case m.Row == nil:
		return false
	case evidence:
		return true
	case m.Row.Common:
		return false
	case m.Already:
		return m.Row.Path != m.Me
	}
	return m.User.In != rest.Nowhere || m.Unread && v.call.Auth.Grant.M2M()
}

// evidence reports whether a credential asks for machine scopes of the platform,
// though its token endpoint is configuration. The path of such an endpoint is no
// evidence: /oauth/token is everybody's.
func (p *Platform) evidence(c *rest.Call) bool {
	return slices.ContainsFunc(p.Scopes.M2M, func(s Scope) bool { return slices.Contains(c.Auth.Scopes, s.Name) })
}

// hostOf reports whether the host of a call is the platform's, and the service
// if the host is one that the platform is known to have.
func (p *Platform) hostOf(loc rest.Location) (service string, ok bool) {
	name := loc.Host
	for len(name) > 0 && openHost(name) { // "https://api.example.com" + path
		name = name[:len(name)-1]
	}
	if len(name) == 0 {
		return "", false
	}
	for _, h := range p.hosts {
		if service, ok := h.match(name); ok {
			if !slices.Contains(p.Services, service) {
				service = ""
			}
			return service, true
		}
	}
	return "", false
}
