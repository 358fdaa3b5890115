package restcall

import (
	"go/token"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// template returns the parts of items without parameters.
func template(items []item) rest.Template {
	var t rest.Template
	for _, it := range items {
		if !it.query {
			t = append(t, it.part)
		}
	}
	return t
}

// splitQuery cuts a URL text at its first "?".
func splitQuery(items []item) (path rest.Template, query []item) {
	for i, it := range items {
		if it.query {
			return path, items[i:]
		}
		before, mark, after, found := rest.Template{it.part}.CutAt("?")
		if !found {
			path = append(path, it.part)
			continue
		}
		path = append(path, before...)
		for _, p := range after {
			query = append(query, item{part: p, cond: it.cond})
		}
		if query = append(query, items[i+1:]...); len(query) > 0 {
			query = slices.Clone(query)
			query[0].mark = mark
		}
		return path, query
	}
	return path, nil
}

// queryParams reads what stands behind "?".
func queryParams(items []item) (params []rest.Param, raw rest.Template) {
	var run rest.Template
	cond := false
	take := func(got []rest.Param) {
		for _, p := range got {
			p.Cond = p.Cond || cond
			params = append(params, p)
		}
	}
	var sep rest.Template // before the next text
	flush := func() {
		if len(run) == 0 {
			return
		}
		got, rest, last := textParams(run, sep)
		take(got)
		raw, run, sep = append(raw, rest...), nil, last
	}
	for _, it := range items {
		if it.mark != nil {
			sep = it.mark
		}
		if it.cond != cond {
			flush()
			cond = it.cond
		}
		if it.query {
			flush()
			take(it.params)
			continue
		}
		run = append(run, it.part)
	}
	flush()
	return params, raw
}

// textParams reads "a=1&b={x}" as parameters. sep is what stands before it, last
// the separator at its end if there is one.
func textParams(t, sep rest.Template) (params []rest.Param, raw, last rest.Template) {
	if i := strings.Index(t.String(), "#"); i >= 0 && len(t) > 0 {
		if before, _, found := t.Cut("#"); found {
			t = before
		}
	}
	for len(t) > 0 {
		pair, and, more, _ := t.CutAt("&")
		before := sep
		t, sep = more, and
		key, val, found := pair.Cut("=")
		if name, ok := key.Const(); ok && (found || name != "") {
			if name != "" {
				params = append(params, rest.Param{Key: name, Value: val, Form: formOf(pair), Src: extent(pair),
					Multi: val.Several(), Text: pair, Before: before, After: and})
			}
			continue
		}
		if len(pair) > 0 {
			raw = append(raw, pair...)
		}
	}
	return params, raw, sep
}

func formOf(t rest.Template) rest.ParamForm {
	for _, p := range t {
		if p.Form == rest.PartLit || p.Form == rest.PartOperand || p.Form == rest.PartVerb {
			return rest.ParamText
		}
	}
	return rest.ParamElsewhere
}

// extent returns the range from the first to the last part that has a place.
func extent(t rest.Template) rest.Span {
	var s rest.Span
	for _, p := range t {
		if !p.Src.IsValid() {
			continue
		}
		at := p.Src
		if p.Verb.IsValid() {
			at = p.Verb
		}
		if s.Pos == token.NoPos || at.Pos < s.Pos {
			s.Pos = at.Pos
		}
		s.End = max(s.End, at.End)
	}
	return s
}
