package document

import (
	"cmp"
	"path"
	"reflect"
	"slices"
)

// Merge returns one plan for several modules. Every file is named with its module
// in front, so that places stay apart; a plan without a module path keeps its
// names. Scopes are united; whether one can go is said for each module by itself,
// because every module asks for its scopes in its own code.
func Merge(plans []*Plan) *Plan {
	if len(plans) == 1 {
		return plans[0]
	}
	var named []*Plan
	for _, p := range plans {
		named = append(named, p.inModule())
	}
	out := Union(named)
	out.Module, out.ConnectImport = "", ""
	return out
}

// Union returns one plan for a module that was looked at in several build
// configurations: everything that any of them holds, once.
func Union(plans []*Plan) *Plan {
	out := Plan{
		Version: Version, Module: plans[0].Module, ConnectImport: plans[0].ConnectImport,
		Findings: []Finding{}, Connect: []ConnectScope{}, Remaining: []ScopeNeed{}, Removable: []Removable{}, Narrow: []Narrowable{},
		Files: []FileEdit{}, Mains: []Entry{}, Handlers: []Entry{}, Problems: []Problem{}, Skipped: []Skip{},
	}
	for _, p := range plans {
		out.Findings = once(out.Findings, p.Findings)
		out.Connect = scopes(out.Connect, p.Connect, func(s *ConnectScope) (string, *[]string) { return s.Scope, &s.Calls })
		out.Remaining = scopes(out.Remaining, p.Remaining, func(s *ScopeNeed) (string, *[]string) { return s.Scope, &s.Calls })
		out.Removable = once(out.Removable, p.Removable)
		out.Narrow = once(out.Narrow, p.Narrow)
		out.Files = once(out.Files, p.Files)
		out.Mains = once(out.Mains, p.Mains)
		out.Handlers = once(out.Handlers, p.Handlers)
		out.Problems = once(out.Problems, p.Problems)
		out.Skipped = once(out.Skipped, p.Skipped)
		out.Tests = once(out.Tests, p.Tests)
	}
	slices.SortStableFunc(out.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return &out
}

// scopes unites two lists of scopes with the calls that need them. part returns
// the name and the calls of an element.
func scopes[T any](list, more []T, part func(*T) (string, *[]string)) []T {
	for _, m := range more {
		name, calls := part(&m)
		i := slices.IndexFunc(list, func(o T) bool { n, _ := part(&o); return n == name })
		if i < 0 {
			list = append(list, m)
			continue
		}
		_, have := part(&list[i])
		*have = once(*have, *calls)
		slices.Sort(*have)
	}
	slices.SortFunc(list, func(a, b T) int {
		n, _ := part(&a)
		m, _ := part(&b)
		return cmp.Compare(n, m)
	})
	return list
}

// once appends what is not there yet.
func once[T any](list, more []T) []T {
	out := slices.Clone(list)
	for _, m := range more {
		if !slices.ContainsFunc(list, func(o T) bool { return reflect.DeepEqual(o, m) }) {
			out = append(out, m)
		}
	}
	return out
}

// inModule returns a copy whose files are named with the module in front.
func (p *Plan) inModule() *Plan {
	at := func(file string) string { return path.Join(p.Module, file) }
	places := func(list []string) []string {
		var out []string
		for _, place := range list {
			out = append(out, at(place))
		}
		return out
	}
	q := *p
	q.Findings = each(p.Findings, func(f *Finding) {
		f.File = at(f.File)
		f.Flow = each(f.Flow, func(s *Step) { s.File = at(s.File) })
	})
	q.Connect = each(p.Connect, func(s *ConnectScope) { s.Calls = places(s.Calls) })
	q.Remaining = each(p.Remaining, func(s *ScopeNeed) { s.Calls = places(s.Calls) })
	q.Removable = each(p.Removable, func(r *Removable) { r.RequestedAt = at(r.RequestedAt) })
	q.Narrow = each(p.Narrow, func(n *Narrowable) { n.RequestedAt = at(n.RequestedAt) })
	q.Files = each(p.Files, func(f *FileEdit) { f.File = at(f.File) })
	q.Mains = each(p.Mains, func(e *Entry) { e.File = at(e.File) })
	q.Handlers = each(p.Handlers, func(e *Entry) { e.File = at(e.File) })
	q.Tests = each(p.Tests, func(e *Expectation) { e.File = at(e.File) })
	q.Problems = each(p.Problems, func(pr *Problem) { pr.File = at(pr.File) })
	return &q
}

// each returns a copy of list with f applied to every element of it.
func each[T any](list []T, f func(*T)) []T {
	out := slices.Clone(list)
	for i := range out {
		f(&out[i])
	}
	return out
}
