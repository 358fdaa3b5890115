package restcall

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// response is whose data an answer holds: that of whom the request named, unless it
// asked by its path for what several people share.
func (t *tracer) response(v *flow.Value, depth int) rest.Subject {
	s := v.Send
	found := rest.SubjectUnknown
	if t.raw {
		return found
	}
	for _, part := range []*flow.Value{s.URL, s.Body, s.Query} {
		if part != nil {
			found = stronger(found, asLookup(t.of(part, depth+1)))
		}
	}
	if s.Header != nil {
		for _, e := range s.Header.Log {
			if key, _ := e.Key.ConstText(); t.table.HeaderKind(key) != scopemap.PlainHeader {
				found = stronger(found, asLookup(t.of(e.Val, depth+1)))
			}
		}
	}
	if !own(found) {
		return found
	}
	for _, text := range pieces(s.URL, 0) {
		if word := shared(text); word != "" {
			return t.stranger("what is asked for by the session's id is a " + word)
		}
	}
	return record
}

// pieces returns the constant pieces of a text.
func pieces(v *flow.Value, depth int) []string {
	v = flow.Lower(v)
	if text, ok := v.ConstText(); ok {
		return []string{text}
	}
	if v == nil || v.Op != flow.Concat || depth > 4 {
		return nil
	}
	var out []string
	for _, a := range v.Args {
		out = append(out, pieces(a, depth+1)...)
	}
	return out
}
