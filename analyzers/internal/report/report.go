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

// New returns the analyzer that reports the rules that name owns. doc begins
// with "name: ".
func New(name, doc string) *analysis.Analyzer { return build(name, doc, restcall.Analyzer) }

// One returns an analyzer that reports all rules.
func One(stage *analysis.Analyzer) *analysis.Analyzer {
	return build(all, all+": report machine-token calls that run for a user\n\nAll analyzers of the suite in one.", stage)
}

// all is the name of the analyzer that owns every rule.
const all = "m2me"

// Rebuild returns an analyzer like one of New on another stage. What else is
// required runs before it.
func Rebuild(a, stage *analysis.Analyzer, also ...*analysis.Analyzer) *analysis.Analyzer {
	b := build(a.Name, a.Doc, stage)
	b.Requires = append(b.Requires, also...)
	return b
}

// A reporter reports the rules of one analyzer.
type reporter struct {
	name  string
	stage *analysis.Analyzer
	offer bool // a flag: also fixes that a person has to choose
}

func build(name, doc string, stage *analysis.Analyzer) *analysis.Analyzer {
	r := &reporter{name: name, stage: stage}
	a := &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      URL + "#" + name,
		Requires: []*analysis.Analyzer{stage},
		Run:      r.run,
	}
	a.Flags.BoolVar(&r.offer, "offer", false,
		"also offer fixes of open questions, one call at a time, for editors: the request names the user, no caller was seen, the route is registered elsewhere")
	return a
}

func (r *reporter) run(pass *analysis.Pass) (any, error) {
	res := pass.ResultOf[r.stage].(*restcall.Result)
	done := map[ast.Decl]bool{}
	for _, f := range res.Findings {
		if f.Action == decide.Keep || !r.owns(f.Rule) {
			continue
		}
		at := place(f.Call)
		if !at.IsValid() {
			continue
		}
		d := analysis.Diagnostic{Pos: at.Pos, End: at.End, Category: string(f.Rule), Message: f.Message(), Related: related(pass, f)}
		switch decl := enclosing(pass, at); {
		case decl == nil:
		case proven(f) && !done[decl]:
			done[decl] = true
			d.SuggestedFixes = fix(pass, res, func(g decide.Finding) bool { return proven(g) && within(g, decl) })
		case r.offer && offered(f):
			d.SuggestedFixes = fix(pass, res, func(g decide.Finding) bool { return place(g.Call) == at })
		}
		pass.Report(d)
	}
	if r.owns(decide.KeepDirective) {
		directives(pass, res)
	}
	return nil, nil
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

// within reports whether a call is made in a declaration.
func within(f decide.Finding, decl ast.Decl) bool {
	at := place(f.Call)
	return decl.Pos() <= at.Pos && at.Pos <= decl.End()
}

// enclosing returns the top-level declaration around a place.
func enclosing(pass *analysis.Pass, at rest.Span) ast.Decl {
	for _, f := range pass.Files {
		if at.Pos < f.FileStart || at.Pos > f.FileEnd {
			continue
		}
		for _, d := range f.Decls {
			if d.Pos() <= at.Pos && at.Pos <= d.End() {
				return d
			}
		}
	}
	return nil
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
