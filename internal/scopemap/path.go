package scopemap

import (
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// A Path is a path template cut into segments.
type Path []Segment

// A Segment is text, or one hole between two texts: {date}.json.
type Segment struct {
	Text   string // the whole segment, if it has no hole
	Hole   string // the name of the hole
	Before string // text before the hole
	After  string // text behind the hole
}

func (s Segment) String() string {
	if s.Hole == "" {
		return s.Text
	}
	return s.Before + "{" + s.Hole + "}" + s.After
}

func (p Path) String() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteString("/" + s.String())
	}
	if b.Len() == 0 {
		return "/"
	}
	return b.String()
}

// Holes returns the names of the holes in order.
func (p Path) Holes() []string {
	var names []string
	for _, s := range p {
		if s.Hole != "" {
			names = append(names, s.Hole)
		}
	}
	return names
}

// ParsePath reads a path template. The fault is a sentence part, empty if
// there is none.
func ParsePath(text string) (p Path, fault string) {
	if !strings.HasPrefix(text, "/") {
		return nil, "a path begins with /"
	}
	if strings.ContainsAny(text, "?# ") {
		return nil, "a path holds no ?, # or space; parameters go under user and if"
	}
	for part := range strings.SplitSeq(strings.Trim(text, "/"), "/") {
		s, fault := parseSegment(part)
		if fault != "" {
			return nil, fault
		}
		if part != "" {
			p = append(p, s)
		}
	}
	holes := p.Holes()
	for i, h := range holes {
		if slices.Contains(holes[:i], h) {
			return nil, "two holes are called {" + h + "}"
		}
	}
	return p, ""
}

func parseSegment(part string) (Segment, string) {
	before, rest, open := strings.Cut(part, "{")
	if !open {
		if strings.Contains(part, "}") {
			return Segment{}, "a } without its {"
		}
		return Segment{Text: part}, ""
	}
	hole, after, closed := strings.Cut(rest, "}")
	switch {
	case !closed:
		return Segment{}, "a { without its }"
	case hole == "":
		return Segment{}, "a hole needs a name"
	case strings.ContainsAny(hole, "{") || strings.ContainsAny(before+after, "{}"):
		return Segment{}, "a segment holds one hole at most"
	}
	return Segment{Hole: hole, Before: before, After: after}, ""
}

// match reports whether a segment of a call fits. A hole of the call fits only
// a hole; a text fits a hole that is not the user's and does not stand for the
// acting user.
func (s Segment) match(c rest.Segment, user bool, self Strings) (value rest.Template, ok bool) {
	text, isConst := c.Text()
	if s.Hole == "" {
		return nil, isConst && text == s.Text
	}
	if isConst {
		inner, ok := strings.CutPrefix(text, s.Before)
		if !ok || user {
			return nil, false
		}
		inner, ok = strings.CutSuffix(inner, s.After)
		return rest.Template{{Text: inner}}, ok && inner != "" && !slices.Contains(self, inner)
	}
	return s.inner(rest.Template(c))
}

// inner takes the texts around the hole off a segment of a call.
func (s Segment) inner(c rest.Template) (rest.Template, bool) {
	value := slices.Clone(c)
	if s.Before != "" {
		text, ok := strings.CutPrefix(value[0].Text, s.Before)
		if !ok {
			return nil, false
		}
		if value[0].Text = text; text == "" {
			value = value[1:]
		}
	}
	if s.After != "" && len(value) > 0 {
		last := len(value) - 1
		text, ok := strings.CutSuffix(value[last].Text, s.After)
		if !ok {
			return nil, false
		}
		if value[last].Text = text; text == "" {
			value = value[:last]
		}
	}
	// What is left is the value: {id}, or "user_"{n}. Text behind the last
	// hole is a suffix that the row would have to name.
	return value, len(value) > 0 && value[len(value)-1].IsHole()
}

// match reports whether the segments of a call fit a path, and gives the values
// of the holes by segment.
func (p Path) match(segs []rest.Segment, userHoles, self Strings) (values []rest.Template, ok bool) {
	if len(p) != len(segs) {
		return nil, false
	}
	values = make([]rest.Template, len(p))
	for i, s := range p {
		user := s.Hole != "" && slices.Contains(userHoles, s.Hole)
		if values[i], ok = s.match(segs[i], user, self); !ok {
			return nil, false
		}
	}
	return values, true
}

// compare tells which of two paths that fit one call says more: the one that
// has text where the other has a hole, from the left.
func (p Path) compare(q Path) int {
	for i := range p {
		switch a, b := p[i].weight(), q[i].weight(); {
		case a > b:
			return 1
		case a < b:
			return -1
		}
	}
	return 0
}

// weight of a segment: text says more than a hole between texts, and that more
// than a hole.
func (s Segment) weight() int {
	switch {
	case s.Hole == "":
		return 2
	case s.Before != "" || s.After != "":
		return 1
	}
	return 0
}

// text renders the segments of a call with {id} for its holes.
func callPath(segs []rest.Segment) string {
	var b strings.Builder
	for _, s := range segs {
		b.WriteByte('/')
		for _, p := range s {
			if p.IsHole() {
				b.WriteString("{id}")
			} else {
				b.WriteString(p.Text)
			}
		}
	}
	return b.String()
}

// A glob is a path pattern: * is text inside a segment, a trailing ** any
// number of segments.
func matchGlob(pattern string, segs []string) bool {
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	for i, part := range parts {
		if part == "**" && i == len(parts)-1 {
			return true
		}
		if i >= len(segs) || !matchWord(part, segs[i]) {
			return false
		}
	}
	return len(parts) == len(segs)
}

// matchWord matches a text against a pattern in which * stands for any text.
func matchWord(pattern, text string) bool {
	head, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, head)
	if !ok {
		return false
	}
	for {
		part, next, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(text, part)
		}
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text, rest = text[i+len(part):], next
	}
}
