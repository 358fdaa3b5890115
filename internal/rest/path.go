package rest

import (
	"slices"
	"strings"
)

// A Segment is one piece of a path between slashes. It usually holds one part.
type Segment []Part

// Text returns the text of a segment without holes.
func (s Segment) Text() (string, bool) { return Template(s).Const() }

// A Location is a URL template cut into host and path.
//
// A leading hole (configuration: the base URL) is the Base. What text the base
// holds is not known: it may end in a path such as "/v1".
type Location struct {
	Host     Template  // "clinical.platform.loop.health", possibly with holes; nil if the base is a hole
	Base     Template  // the leading hole, nil if the host is known
	Segments []Segment // of the path behind host or base, without empty ones
	Slash    bool      // the path ends in a slash
}

// Locate cuts the URL of a call, which holds no query, into host and path.
func Locate(t Template) Location {
	var loc Location
	rest := t
	switch {
	case len(t) == 0:
		return loc
	case t[0].IsHole():
		// {base}/v1/…; {scheme}://{host}/… is taken as a base as well.
		i := firstPathText(t)
		loc.Base, rest = t[:i], t[i:]
	default:
		if i := strings.Index(t[0].Text, "://"); i >= 0 {
			loc.Host, rest = cutHost(t, i+len("://"))
		} else if strings.HasPrefix(t[0].Text, "//") {
			loc.Host, rest = cutHost(t, 2)
		}
	}
	loc.Segments, loc.Slash = segments(rest)
	return loc
}

// firstPathText returns the index of the first text part that begins a path.
func firstPathText(t Template) int {
	for i, p := range t {
		if strings.HasPrefix(p.Text, "/") && !strings.HasPrefix(p.Text, "//") {
			return i
		}
	}
	return 1
}

// cutHost splits t, whose first part holds "scheme://" up to off, at the slash
// that ends the host.
func cutHost(t Template, off int) (host, path Template) {
	first := t[0]
	first.Text = first.Text[off:]
	if first.Src.IsValid() && first.Form == PartLit {
		first.Src.Pos = first.Src.End - posLen(first.Text)
	}
	rest := t[1:]
	if first.Text != "" {
		rest = append(Template{first}, rest...)
	}
	for i, p := range rest {
		if p.IsHole() {
			continue
		}
		if j := strings.IndexByte(p.Text, '/'); j >= 0 {
			before, after := p.cut(j)
			host = append(host, rest[:i]...)
			if before.Text != "" {
				host = append(host, before)
			}
			return host, append(Template{after}, rest[i+1:]...)
		}
	}
	return rest, nil
}

// segments cuts a path at its slashes.
func segments(t Template) (segs []Segment, slash bool) {
	var cur Segment
	for _, p := range t {
		if p.IsHole() {
			cur, slash = append(cur, p), false
			continue
		}
		for p.Text != "" {
			i := strings.IndexByte(p.Text, '/')
			if i < 0 {
				cur, slash = append(cur, p), false
				break
			}
			before, after := p.cut(i)
			if before.Text != "" {
				cur = append(cur, before)
			}
			if len(cur) > 0 {
				segs, cur = append(segs, cur), nil
			}
			slash = true
			_, p = after.cut(1)
		}
	}
	if len(cur) > 0 {
		segs = append(segs, cur)
	}
	return segs, slash
}

// cut splits a text part at byte i, with its source range when the text stands
// in a literal byte for byte.
func (p Part) cut(i int) (before, after Part) {
	before, after = p, p
	before.Text, after.Text = p.Text[:i], p.Text[i:]
	if p.Form == PartLit && p.Src.IsValid() && p.Src.End-p.Src.Pos == posLen(p.Text) {
		before.Src.End = p.Src.Pos + posLen(before.Text)
		after.Src.Pos = before.Src.End
	}
	return before, after
}

// Several reports whether a text holds more than one value: the texts of a list,
// or values with a comma between them.
func (t Template) Several() bool {
	return slices.ContainsFunc(t, func(p Part) bool { return p.List || strings.ContainsAny(p.Text, ",;|") })
}

// Cut splits a template at the first sep that stands in one of its texts.
func (t Template) Cut(sep string) (before, after Template, found bool) {
	before, _, after, found = t.CutAt(sep)
	return before, after, found
}

// CutAt is Cut that also returns the sep, with its place.
func (t Template) CutAt(sep string) (before, at, after Template, found bool) {
	for i, p := range t {
		if p.IsHole() {
			continue
		}
		j := strings.Index(p.Text, sep)
		if j < 0 {
			continue
		}
		left, rest := p.cut(j)
		mark, right := rest.cut(len(sep))
		before = append(before, t[:i]...)
		if left.Text != "" {
			before = append(before, left)
		}
		if right.Text != "" {
			after = append(after, right)
		}
		return before, Template{mark}, append(after, t[i+1:]...), true
	}
	return t, nil, nil, false
}
