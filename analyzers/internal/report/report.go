// Package report turns decided calls into diagnostics. Every analyzer of the
// suite reports the rules it owns, and nothing else.
package report

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers/internal/restcall"
	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
)

// URL is where the rules are documented; a rule is an anchor of the page.
const URL = "https://github.com/m2me/m2me/blob/main/docs/analyzers.md"

// Options are what a driver may decide about a reporting analyzer.
type Options struct {
	Stage  *analysis.Analyzer   // reads and decides the calls
	Also   []*analysis.Analyzer // what else runs before
	Offer  bool                 // the default of the flag
	Linter bool                 // all rewrites in a file are one fix, and nothing is related
}

// New returns the analyzer that reports the rules that name owns. doc begins
// with "name: ".
func New(name, doc string) *analysis.Analyzer {
	return Build(name, doc, Options{Stage: restcall.Analyzer})
}

// all is the name of the analyzer that owns every rule.
const all = "m2me"

// One returns an analyzer that reports all rules.
func One(o Options) *analysis.Analyzer {
	return Build(all, all+": report machine-token calls that run for a user\n\nAll analyzers of the suite in one.", o)
}

// Build returns an analyzer like one of New, set up in another way.
func Build(name, doc string, o Options) *analysis.Analyzer {
	r := &reporter{name: name, Options: o}
	a := &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      URL + "#" + name,
		Requires: append([]*analysis.Analyzer{o.Stage}, o.Also...),
		Run:      r.run,
	}
	a.Flags.BoolVar(&r.Offer, "offer", o.Offer,
		"also offer fixes of open questions, one call at a time, for editors: the request names the user, no caller was seen, the route is registered elsewhere")
	return a
}

// A reporter reports the rules of one analyzer.
type reporter struct {
	name string
	Options
}

func (r *reporter) run(pass *analysis.Pass) (any, error) {
	res := pass.ResultOf[r.Stage].(*restcall.Result)
	known := map[token.Pos]rewrite{}
	for _, f := range res.Findings {
		if f.Action == decide.Keep || !r.owns(f.Rule) {
			continue
		}
		at := place(f.Call)
		if !at.IsValid() {
			continue
		}
		d := analysis.Diagnostic{Pos: at.Pos, End: at.End, Category: string(f.Rule), Message: f.Message()}
		if !r.Linter {
			d.Related = related(pass, f)
		}
		if scope, take := r.scope(pass, f); take != nil {
			rw, again := known[scope]
			if !again {
				rw = r.fix(pass, res, f, take)
			}
			if rw.settles[at] {
				d.SuggestedFixes = rw.fixes
				if !r.Linter { // other drivers take what is offered twice for a conflict
					rw = rewrite{}
				}
			}
			known[scope] = rw
		}
		pass.Report(d)
	}
	if r.owns(decide.KeepDirective) {
		directives(pass, res)
	}
	return nil, nil
}

// scope returns the calls that are rewritten together with one, and where the
// piece of code begins that has them: no call is part of two fixes. There are
// none if it is not to be rewritten.
func (r *reporter) scope(pass *analysis.Pass, f decide.Finding) (token.Pos, func(decide.Finding) bool) {
	at := place(f.Call)
	file, decl := enclosing(pass, at)
	switch {
	case decl == nil || !proven(f) && !(r.Offer && offered(f)):
		return token.NoPos, nil
	case r.Linter:
		return file.FileStart, func(g decide.Finding) bool { return within(g, file) && (proven(g) || r.Offer && offered(g)) }
	case proven(f):
		return decl.Pos(), func(g decide.Finding) bool { return within(g, decl) && proven(g) }
	}
	return at.Pos, func(g decide.Finding) bool { return place(g.Call) == at }
}

// owns reports whether the analyzer reports a rule.
func (r *reporter) owns(rule decide.Rule) bool {
	owner := decide.Owner(rule)
	return owner == r.name || r.name == all && owner != ""
}

// proven reports whether a call migrates without a question. If nobody in sight
// registers the handler, its route may be one of the staff's.
func proven(f decide.Finding) bool { return f.Action == decide.Migrate && !f.Origin.Unseen }

// offered reports whether a person may choose to migrate a call.
func offered(f decide.Finding) bool {
	return f.Action == decide.Migrate && f.Origin.Unseen ||
		f.Action == decide.Ask && (f.Offer == "request" || f.Offer == "unknown")
}

// within reports whether a call is made in a piece of code.
func within(f decide.Finding, code ast.Node) bool {
	at := place(f.Call)
	return code.Pos() <= at.Pos && at.Pos <= code.End()
}

// enclosing returns the file and the top-level declaration around a place.
func enclosing(pass *analysis.Pass, at rest.Span) (*ast.File, ast.Decl) {
	for _, f := range pass.Files {
		if at.Pos < f.FileStart || at.Pos > f.FileEnd {
			continue
		}
		for _, d := range f.Decls {
			if d.Pos() <= at.Pos && at.Pos <= d.End() {
				return f, d
			}
		}
	}
	return nil, nil
}

// place is the expression that says the endpoint.
func place(c rest.Call) rest.Span {
	if c.Made.IsValid() {
		return c.Made
	}
	return c.Frames[0].Call
}

// directives reports misused directives.
func directives(pass *analysis.Pass, res *restcall.Result) {
	for _, p := range res.Problems {
		if p.Span.Pos != token.NoPos {
			pass.Report(analysis.Diagnostic{Pos: p.Span.Pos, End: p.Span.End, Category: "directive", Message: strings.TrimSpace(p.Message)})
		}
	}
}
