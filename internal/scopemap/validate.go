package scopemap

import (
	"slices"
	"strings"
)

// validate finds what is wrong with a merged table.
func validate(f *File) error {
	c := &checker{file: f}
	var platforms []string
	for _, p := range f.Platforms {
		if len(p.Rows) > 0 && len(p.Hosts) == 0 && len(p.endpoints) == 0 {
			c.addf(p.Pos, "platform %q has rows, and neither hosts nor token endpoints%s", p.Name, didYouMean(p.Name, platforms))
			continue
		}
		platforms = append(platforms, p.Name)
		for _, r := range p.Rows {
			c.names(p, r)
		}
	}
	return c.err()
}

// names checks what a row says against the lists of its platform.
func (c *checker) names(p *Platform, r *Row) {
	switch {
	case r.Service == "":
	case !slices.ContainsFunc(p.Hosts, func(h string) bool { return strings.Contains(h, "{service}") }):
		c.addf(c.file.at(&r.Service, r.Pos), "no host of %s has {service}; leave service out", p.Name)
	case !slices.Contains(p.Services, r.Service):
		c.addf(c.file.at(&r.Service, r.Pos), "unknown service %q%s (a new one goes under services of %s)",
			r.Service, didYouMean(r.Service, p.Services), p.Name)
	}
	connect := scopeNames(p.Scopes.Connect)
	if r.Connect != nil {
		c.scopes(*r.Connect, connect, nil, p, r)
	}
	c.scopes(r.ConnectAny, connect, nil, p, r)
	c.scopes(r.M2M, scopeNames(p.Scopes.M2M), p.Scopes.Admin, p, r)
	for _, at := range r.places() {
		for i, name := range at.names {
			if slices.Contains(p.NotAUser, name) {
				c.addf(c.file.at(&at.names[i], r.User.Pos), "%q is listed under not_a_user of %s", name, p.Name)
			}
		}
	}
	if r.Disposition == Migrate && slices.ContainsFunc(p.AdminPaths, func(g string) bool {
		return matchGlob(g, strings.Split(strings.Trim(r.Path, "/"), "/"))
	}) {
		c.addf(r.Pos, "%s is an admin path of %s, which keeps its machine token", r.Path, p.Name)
	}
}

func scopeNames(list []Scope) []string {
	var names []string
	for _, s := range list {
		names = append(names, s.Name)
	}
	return names
}

// scopes checks that the platform lists the scopes of a row. A platform that
// lists none may have any.
func (c *checker) scopes(list Strings, known []string, patterns Strings, p *Platform, r *Row) {
	for i, s := range list {
		if len(known) > 0 && !slices.Contains(known, s) && !matchAny(patterns, s) {
			c.addf(c.file.at(&list[i], r.Pos), "%s does not list scope %q%s", p.Name, s, didYouMean(s, known))
		}
	}
}

// pair checks that no call can match two rows of one file.
func (c *checker) pair(a, b *Row) {
	if a.Service != b.Service || !methodsMeet(a.Method, b.Method) || a.If.key() != b.If.key() {
		return
	}
	switch {
	case a.key() == b.key():
		c.addf(b.Pos, "%s %s has a row already, at %s", b.Method, b.Path, a.Pos)
	case a.Method == b.Method && cross(a.path, b.path):
		c.addf(b.Pos, "%s %s and %s (at %s) can match the same call; give one of them a text where the other has a hole",
			b.Method, b.Path, a.Path, a.Pos)
	}
}

func methodsMeet(a, b string) bool { return a == b || a == "*" || b == "*" }

// cross reports whether two paths fit a common call and neither fits all that
// the other does: /a/{x}/c and /a/b/{y}.
func cross(p, q Path) bool {
	if len(p) != len(q) {
		return false
	}
	pMore, qMore := false, false
	for i := range p {
		switch a, b := p[i], q[i]; {
		case a.Hole == "" && b.Hole == "":
			if a.Text != b.Text {
				return false
			}
		case a.weight() > b.weight():
			if !b.covers(a) {
				return false
			}
			pMore = true
		case a.weight() < b.weight():
			if !a.covers(b) {
				return false
			}
			qMore = true
		case a.Before != b.Before || a.After != b.After:
			return false
		}
	}
	return pMore && qMore
}

// covers reports whether a segment with a hole fits all that a narrower one
// does.
func (s Segment) covers(narrow Segment) bool {
	if narrow.Hole != "" {
		return strings.HasPrefix(narrow.Before, s.Before) && strings.HasSuffix(narrow.After, s.After)
	}
	return len(narrow.Text) > len(s.Before)+len(s.After) &&
		strings.HasPrefix(narrow.Text, s.Before) && strings.HasSuffix(narrow.Text, s.After)
}

// key is what makes two rows rows on the same call: the names of holes do not
// count.
func (r *Row) key() string {
	var b strings.Builder
	b.WriteString(r.Service + " " + r.Method)
	for _, s := range r.path {
		if s.Hole != "" {
			s.Hole = "*"
		}
		b.WriteString("/" + s.String())
	}
	return b.String() + " " + r.If.key()
}

// key spells a condition.
func (p *Place) key() string {
	if p == nil {
		return ""
	}
	var b strings.Builder
	for _, at := range p.each() {
		b.WriteString(string(rune('0'+at.in)) + strings.Join(at.names, ",") + ";")
	}
	return b.String()
}
