// Package plan turns the result of an analysis into the document that teams
// keep, and edits the service.yaml that declares scopes.
//
// Everything here is a function of values: nothing is read, nothing written.
package plan

import (
	"fmt"
	"slices"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// Input is everything the plan is made of.
type Input struct {
	Result        *program.Result
	Tables        []*scopemap.Table          // of the modules of the program
	Scopes        Scopes                     // as weighed after the rewrite
	Listed        func(program.Finding) bool // which findings to list; nil for all
	Refused       map[int]string             // why a rewrite was not done, by index of the finding
	Kept          map[string]string          // why an edit left a scope in, by [Removable.Key]
	Services      []Service
	Mains         []program.Entry        // the programs that start the listed calls that migrate
	Handlers      []program.Entry        // the handlers that those run in
	Tests         []document.Expectation // strings in tests that spell the path of a migrated call
	Module        string
	ConnectImport string                  // of the Connect client; empty if modules have one each
	Client        func(pkg string) string // its import path for a package, if modules have one each
}

// Build returns the document.
func Build(in Input) *document.Plan {
	scopes := in.Scopes
	if in.Listed == nil {
		in.Listed = func(program.Finding) bool { return true }
	}
	p := &document.Plan{
		Version:       document.Version,
		Module:        in.Module,
		Findings:      []document.Finding{},
		Connect:       connectScopes(in),
		Remaining:     scopes.remaining(in.Result),
		Removable:     scopes.removable(in.Kept),
		Narrow:        scopes.narrow(in.Result),
		Files:         []document.FileEdit{},
		Mains:         mains(in),
		Handlers:      entries(in.Handlers),
		Problems:      []document.Problem{},
		Skipped:       []document.Skip{},
		Tests:         in.Tests,
		ConnectImport: in.ConnectImport,
	}
	for i, f := range in.Result.Findings {
		if in.Listed(f) {
			p.Findings = append(p.Findings, finding(f, in.Refused[i]))
		}
	}
	for _, s := range in.Services {
		if s.Edit != "" {
			p.Files = append(p.Files, document.FileEdit{File: s.File, Edit: s.Edit})
		}
	}
	for _, pr := range in.Result.Problems {
		p.Problems = append(p.Problems, document.Problem{File: pr.File, Line: pr.Line, Rule: pr.Rule, Message: pr.Message})
	}
	for _, s := range in.Result.Skipped {
		p.Skipped = append(p.Skipped, document.Skip{What: s.What, Reason: s.Reason})
	}
	return p
}

// finding returns a finding as the document has it.
func finding(f program.Finding, refused string) document.Finding {
	me := f.Match.Me
	if f.Action == decide.Keep {
		me = "" // it goes nowhere
	}
	return document.Finding{
		File: f.File, Line: f.Line, Func: f.Func,
		Method: f.Match.Method, Service: f.Match.Service, Path: f.Match.Path, Me: me,
		Verdict: f.Action.String(), Rule: string(f.Rule), Reason: f.Reason, Todo: f.Todo, Offer: f.Offer,
		Origin: f.Origin.Kind.String(), Via: steps(f.Origin.Via), Flow: flow(f.Flow), Also: steps(f.Origin.Also),
		Subject:       f.Call.User.Subject.String(),
		M2MScopes:     sorted(f.Match.M2MScopes),
		ConnectScopes: sorted(f.Match.ConnectScopes),
		Fixable:       refused == "" && fixable(f),
		Refused:       refused,
	}
}

// fixable reports whether a rewrite is done or offered.
func fixable(f program.Finding) bool {
	return f.Action == decide.Migrate || f.Action == decide.Ask && (f.Offer == "request" || f.Offer == "unknown")
}

func steps(list []rest.Step) []string {
	texts := []string{}
	for _, s := range list {
		texts = append(texts, s.Text)
	}
	return texts
}

func flow(list []program.Stop) []document.Step {
	var out []document.Step
	for _, s := range list {
		out = append(out, document.Step{File: s.File, Line: s.Line, Text: s.Text})
	}
	return out
}

func entries(list []program.Entry) []document.Entry {
	out := []document.Entry{}
	for _, e := range list {
		out = append(out, document.Entry{File: e.File, Line: e.Line, Func: e.Func, Text: e.Text})
	}
	return out
}

// mains returns the main packages, each with its Connect client if they differ.
func mains(in Input) []document.Entry {
	out := entries(in.Mains)
	if in.ConnectImport != "" || in.Client == nil {
		return out
	}
	for i := range out {
		out[i].Import = in.Client(out[i].Text)
	}
	return out
}

// sorted returns a sorted copy that is never nil.
func sorted(list []string) []string {
	out := append([]string{}, list...)
	slices.Sort(out)
	return slices.Compact(out)
}

func place(f program.Finding) string { return fmt.Sprintf("%s:%d", f.File, f.Line) }
