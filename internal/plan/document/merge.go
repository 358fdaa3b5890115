package document

import (
	"cmp"
	"path"
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
	out := &Plan{
		Version: Version, Findings: []Finding{}, Removable: []Removable{}, Narrow: []Narrowable{}, Files: []FileEdit{},
		Mains: []Entry{}, Handlers: []Entry{}, Problems: []Problem{}, Skipped: []Skip{},
	}
	connect, remaining := map[string]ConnectScope{}, map[string]ScopeNeed{}
	for _, p := range plans {
		q := p.inModule()
		out.Findings = append(out.Findings, q.Findings...)
		out.Removable = append(out.Removable, q.Removable...)
		out.Narrow = append(out.Narrow, q.Narrow...)
		out.Files = append(out.Files, q.Files...)
		out.Mains = append(out.Mains, q.Mains...)
		out.Handlers = append(out.Handlers, q.Handlers...)
		out.Problems = append(out.Problems, q.Problems...)
		out.Skipped = append(out.Skipped, q.Skipped...)
		for _, s := range q.Connect {
			have := connect[s.Scope]
			connect[s.Scope] = ConnectScope{Scope: s.Scope, PHI: s.PHI || have.PHI, Calls: append(have.Calls, s.Calls...)}
		}
		for _, s := range q.Remaining {
			remaining[s.Scope] = ScopeNeed{Scope: s.Scope, Calls: append(remaining[s.Scope].Calls, s.Calls...)}
		}
	}
	out.Connect = byScope(connect, func(s ConnectScope) string { return s.Scope })
	out.Remaining = byScope(remaining, func(s ScopeNeed) string { return s.Scope })
	slices.SortStableFunc(out.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return out
}

func byScope[T any](m map[string]T, scope func(T) string) []T {
	out := []T{}
	for _, s := range m {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b T) int { return cmp.Compare(scope(a), scope(b)) })
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
