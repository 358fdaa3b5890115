package scopemap

import (
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// applyConvention fills a match from the convention, if it holds for the call.
func (p *Platform) applyConvention(m *Match, v view, segs []rest.Segment, skip int) bool {
	c := p.Convention
	if c == nil || v.find(rest.InQuery, c.Query) < 0 {
		return false
	}
	if v.call.Method == "" {
		m.Ambiguous = "the method could not be read"
	} else if !slices.Contains(c.Methods, v.call.Method) {
		return false
	}
	scope, ok := p.conventionScope(segs)
	if !ok {
		return false
	}
	m.Convention, m.Disposition, m.PHI = true, Migrate, scope.PHI
	m.ConnectScopes, m.AnyOf = []string{scope.Name}, false
	m.Path = callPath(segs)
	m.Me = m.Path + "/" + c.Append
	m.takeParam(v, namedPlace{rest.InQuery, c.Query}, true)
	m.edits = []SegmentEdit{{len(segs) - skip, len(segs) - skip, c.Append}}
	m.Why = fmt.Sprintf("by convention /%s is appended, and the platform lists %s", c.Append, scope.Name)
	return true
}

// noRow says why the table has nothing about a call.
func (p *Platform) noRow(v view) string {
	const none = "the table has no row for it"
	c := p.Convention
	if c == nil || v.find(rest.InQuery, c.Query) < 0 || v.call.Method == "" {
		return none
	}
	if !slices.Contains(c.Methods, v.call.Method) {
		return none + ", and the convention covers " + strings.Join(c.Methods, " and ") + " only"
	}
	if strings.Contains(callPath(v.loc.Segments), "{id}") {
		return none
	}
	return none + ", and its name spells no scope that the platform lists"
}

// conventionScope returns the scope that the name of a resource spells, if the
// platform lists it.
func (p *Platform) conventionScope(segs []rest.Segment) (Scope, bool) {
	texts := textsOf(segs)
	bases := p.BasePaths
	if len(bases) == 0 {
		bases = Strings{""}
	}
	for _, base := range bases {
		parts := strings.FieldsFunc(base, func(r rune) bool { return r == '/' })
		if len(texts) <= len(parts) || !slices.Equal(texts[:len(parts)], parts) {
			continue
		}
		resource := strings.ReplaceAll(strings.Join(texts[len(parts):], "_"), "-", "_")
		return p.ConnectScope(strings.ReplaceAll(p.Convention.Scope, "{resource}", resource))
	}
	return Scope{}, false
}
