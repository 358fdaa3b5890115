package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/m2me/m2me/internal/plan/document"
)

// A judged module calls a platform that the built-in table does not know. Somebody
// read its source beside what m2me plan finds in it with the table of the platform.
type judged struct {
	module.Version
	Table string // a file of the repository
	Calls []judgement
}

// A judgement is what that reader says about one call.
type judgement struct {
	Is   string // one of true, false, missed
	Call string // "user.go:64 GET /v1/users/{id} keep context"; without a verdict if it was missed
	Why  string // of one that is not true
}

// parseJudged reads a list: a line "module@version table"; below it, behind white
// space, a line for each call: "true CALL", "false CALL: WHY" or "missed CALL: WHY".
// What follows a # is a comment.
func parseJudged(name, text string) ([]judged, error) {
	var out []judged
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(strings.TrimRight(line, "\n"), "#")
		var err error
		switch {
		case strings.TrimSpace(line) == "":
		case line[0] != ' ' && line[0] != '\t':
			var m judged
			m, err = parseModule(strings.TrimSpace(line))
			out = append(out, m)
		case len(out) == 0:
			err = fmt.Errorf("a call needs a module above it")
		default:
			m := &out[len(out)-1]
			var j judgement
			j, err = parseJudgement(strings.TrimSpace(line))
			m.Calls = append(m.Calls, j)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return out, nil
}

func parseModule(text string) (judged, error) {
	id, table, _ := strings.Cut(text, " ")
	p, v, _ := strings.Cut(id, "@")
	if err := module.Check(p, v); err != nil || table == "" {
		return judged{}, fmt.Errorf("want \"module@version table\", not %q", text)
	}
	return judged{Version: module.Version{Path: p, Version: v}, Table: strings.TrimSpace(table)}, nil
}

func parseJudgement(text string) (judgement, error) {
	is, rest, _ := strings.Cut(text, " ")
	call, why, found := strings.Cut(rest, ": ")
	j := judgement{Is: is, Call: strings.Join(strings.Fields(call), " "), Why: strings.TrimSpace(why)}
	if !slices.Contains([]string{"true", "false", "missed"}, is) || j.Call == "" || found != (is != "true") {
		return judgement{}, fmt.Errorf("want \"true CALL\", \"false CALL: WHY\" or \"missed CALL: WHY\", not %q", text)
	}
	return j, nil
}

// callOf is a finding as the list writes it.
func callOf(f document.Finding) string {
	return fmt.Sprintf("%s %s %s %s", f.Place(), f.Endpoint(), f.Verdict, f.Rule)
}

// compare returns what was found and is not judged, and what is judged and was
// not found.
func (m judged) compare(findings []document.Finding) (fresh, gone []string) {
	var want []string
	for _, j := range m.Calls {
		if j.Is != "missed" {
			want = append(want, j.Call)
		}
	}
	for _, f := range findings {
		call := callOf(f)
		if i := slices.Index(want, call); i >= 0 {
			want = slices.Delete(want, i, i+1)
			continue
		}
		fresh = append(fresh, call)
	}
	return fresh, want
}
