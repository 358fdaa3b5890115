package plan

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/rest"
)

// Scopes says what becomes of the machine scopes of a program.
//
// A scope can go if a call that migrates needed it and no other call does. Of a
// call whose needs are not known, every scope of its credential is kept. A scope
// that no call was seen to need stays: the call may be one that cannot be read.
type Scopes struct {
	Needs     map[string][]int // calls that still need a scope, as indexes of findings
	Removable []Removable
	free      map[string]bool // needed by calls that migrate, by no other
}

// A Removable is one scope of one credential that can go.
type Removable struct {
	Credential program.Credential
	Scope      program.Scope
	Left       string // why no edit takes it out; empty if one does
}

func (r Removable) place() string { return at(r.Credential, r.Scope) }

// Key names the removal.
func (r Removable) Key() string { return "scope " + r.Scope.Name + " at " + r.place() }

func at(c program.Credential, s program.Scope) string {
	line := s.Line
	if line == 0 {
		line = c.Line
	}
	return fmt.Sprintf("%s:%d", c.File, line)
}

// Free returns the scopes that the service need not be allowed any more: no call
// needs them, and no credential that stays in the code asks for them. kept are
// the removals that were not done, by key.
func (s Scopes) Free(kept map[string]string) map[string]bool {
	free := maps.Clone(s.free)
	for _, r := range s.Removable {
		if r.Left != "" || kept[r.Key()] != "" {
			delete(free, r.Scope.Name)
		}
	}
	return free
}

// Weigh decides which machine scopes stay. refused are the findings whose
// rewrite was not done, by index.
func Weigh(res *program.Result, refused map[int]string) Scopes {
	s := Scopes{Needs: map[string][]int{}}
	freed := map[string]bool{}
	var open []rest.Auth // credentials of calls whose needs are not known
	for i, f := range res.Findings {
		scopes, known := needs(f)
		switch {
		case f.Action == decide.Migrate && refused[i] == "":
			for _, scope := range scopes {
				freed[scope] = true
			}
		case !known:
			open = append(open, f.Call.Auth)
		default:
			for _, scope := range scopes {
				s.Needs[scope] = append(s.Needs[scope], i)
			}
		}
	}
	s.free = map[string]bool{}
	for scope := range freed {
		if len(open) == 0 && len(s.Needs[scope]) == 0 && !wildcard(scope) {
			s.free[scope] = true
		}
	}
	for _, c := range res.Credentials {
		if !slices.ContainsFunc(open, func(a rest.Auth) bool { return mayBe(a, c) }) {
			s.Removable = append(s.Removable, removable(c, freed, s.Needs)...)
		}
	}
	if broken := res.Broken(); len(broken) > 0 {
		s.hold(broken[0].What + " was not read, and may need it")
	}
	return s
}

// hold leaves everything that could go where it is.
func (s *Scopes) hold(why string) {
	s.free = map[string]bool{}
	for i := range s.Removable {
		s.Removable[i].Left = why
	}
}

// needs returns the machine scopes that a call needs; known is false if it
// carries a machine credential and nothing is known about its scopes.
func needs(f program.Finding) (scopes []string, known bool) {
	auth := f.Call.Auth
	if auth.Grant == rest.UserToken || auth.Grant == rest.NoCredential {
		return nil, true
	}
	asked := auth.Scopes
	if len(asked) == 0 {
		asked = f.Match.M2MScopes
	}
	if f.Match.Row != nil {
		var both []string
		for _, scope := range f.Match.Row.M2M {
			if slices.Contains(asked, scope) {
				both = append(both, scope)
			}
		}
		if len(both) > 0 {
			return both, true
		}
	}
	return asked, len(asked) > 0
}

// mayBe reports whether a credential may be the one that a call carries.
func mayBe(a rest.Auth, c program.Credential) bool {
	return a.From == rest.Pos{} || a.From.Line == c.Line && a.From.File == path.Base(c.File)
}

// removable returns the scopes of one credential that can go.
func removable(c program.Credential, freed map[string]bool, needed map[string][]int) []Removable {
	var out []Removable
	for _, scope := range c.Scopes {
		if freed[scope.Name] && len(needed[scope.Name]) == 0 && !wildcard(scope.Name) {
			r := Removable{Credential: c, Scope: scope}
			if !scope.Src.IsValid() {
				r.Left = "not written as a literal there: take it out by hand"
			}
			out = append(out, r)
		}
	}
	if len(out) == len(c.Scopes) {
		for i := range out {
			out[i].Left = "the credential has no other scope: retire it by hand"
		}
	}
	return out
}

func wildcard(scope string) bool { return strings.Contains(scope, "*") }

// remaining returns the scopes that stay and the calls that need them.
func (s Scopes) remaining(res *program.Result) []document.ScopeNeed {
	out := []document.ScopeNeed{}
	for _, scope := range slices.Sorted(maps.Keys(s.Needs)) {
		need := document.ScopeNeed{Scope: scope, Calls: []string{}}
		for _, i := range s.Needs[scope] {
			need.Calls = append(need.Calls, place(res.Findings[i]))
		}
		need.Calls = slices.Compact(need.Calls)
		out = append(out, need)
	}
	return out
}

// removable returns the scopes that can go, with the reason where an edit left
// them in.
func (s Scopes) removable(kept map[string]string) []document.Removable {
	out := []document.Removable{}
	for _, r := range s.Removable {
		out = append(out, document.Removable{Scope: r.Scope.Name, RequestedAt: r.place(), Left: cmp.Or(r.Left, kept[r.Key()])})
	}
	slices.SortFunc(out, func(a, b document.Removable) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.RequestedAt, b.RequestedAt))
	})
	return out
}

// narrow returns what wildcard scopes could become.
func (s Scopes) narrow(res *program.Result) []document.Narrowable {
	out := []document.Narrowable{}
	for _, c := range res.Credentials {
		for _, scope := range c.Scopes {
			if !wildcard(scope.Name) {
				continue
			}
			var to []string
			for _, i := range s.Needs[scope.Name] {
				if row := res.Findings[i].Match.Row; row != nil {
					to = append(to, row.M2M...)
				}
			}
			out = append(out, document.Narrowable{Scope: scope.Name, RequestedAt: at(c, scope), To: sorted(to)})
		}
	}
	slices.SortFunc(out, func(a, b document.Narrowable) int { return strings.Compare(a.RequestedAt, b.RequestedAt) })
	return out
}

// connectScopes returns the scopes that the migrated calls need, and the calls.
// Of scopes one of which is enough, one that is needed anyway is taken, else the
// first.
func connectScopes(in Input) []document.ConnectScope {
	calls := map[string][]string{}
	phi := map[string]bool{}
	add := func(f program.Finding, scope string) {
		if c := calls[scope]; len(c) == 0 || c[len(c)-1] != place(f) {
			calls[scope] = append(c, place(f))
		}
		for _, table := range in.Tables {
			if p := table.Platform(f.Match.Platform); p != nil {
				if s, ok := p.ConnectScope(scope); ok && s.PHI {
					phi[scope] = true
				}
			}
		}
	}
	for _, anyOf := range []bool{false, true} {
		for _, f := range in.Result.Findings {
			if f.Action != decide.Migrate || !in.Listed(f) || f.Match.AnyOf != anyOf || len(f.Match.ConnectScopes) == 0 {
				continue
			}
			if !anyOf {
				for _, scope := range f.Match.ConnectScopes {
					add(f, scope)
				}
				continue
			}
			one := slices.IndexFunc(f.Match.ConnectScopes, func(s string) bool { return len(calls[s]) > 0 })
			add(f, f.Match.ConnectScopes[max(one, 0)])
		}
	}
	out := []document.ConnectScope{}
	for _, scope := range slices.Sorted(maps.Keys(calls)) {
		out = append(out, document.ConnectScope{Scope: scope, PHI: phi[scope], Calls: calls[scope]})
	}
	return out
}
