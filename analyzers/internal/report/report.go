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
func New(name, doc string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      URL + "#" + name,
		Requires: []*analysis.Analyzer{restcall.Analyzer},
		Run:      func(pass *analysis.Pass) (any, error) { return nil, run(pass, name) },
	}
}

func run(pass *analysis.Pass, name string) error {
	res := pass.ResultOf[restcall.Analyzer].(*restcall.Result)
	done := map[ast.Decl]bool{}
	for _, f := range res.Findings {
		if f.Action == decide.Keep || decide.Owner(f.Rule) != name {
			continue
		}
		at := place(f.Call)
		if !at.IsValid() {
			continue
		}
		d := analysis.Diagnostic{Pos: at.Pos, End: at.End, Category: string(f.Rule), Message: f.Message(), Related: related(f)}
		if decl := enclosing(pass, at); f.Action == decide.Migrate && !f.Origin.Unseen && !done[decl] {
			done[decl] = true
			d.SuggestedFixes = fix(pass, res, decl)
		}
		pass.Report(d)
	}
	return nil
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

// related is the evidence: the way from the request of the user, where the
// token comes from, and what puts the request on the wire.
func related(f decide.Finding) []analysis.RelatedInformation {
	var out []analysis.RelatedInformation
	add := func(s rest.Span, text string) {
		if s.IsValid() {
			out = append(out, analysis.RelatedInformation{Pos: s.Pos, End: s.End, Message: text})
		}
	}
	for _, step := range f.Origin.Via {
		add(step.Span, step.Text)
	}
	add(f.Call.Auth.FromSpan, "the token comes from here")
	for _, fr := range f.Call.Frames[1:] {
		text := "sent through " + fr.To
		if !fr.Call.IsValid() && fr.At.Line > 0 { // in another package, known from its fact
			add(f.Call.Frames[0].Call, text+" ("+fr.At.File+")")
			continue
		}
		add(fr.Call, text)
	}
	return out
}

// Directives reports misused directives.
func Directives(pass *analysis.Pass) (any, error) {
	res := pass.ResultOf[restcall.Analyzer].(*restcall.Result)
	for _, p := range res.Problems {
		if p.Span.Pos != token.NoPos {
			pass.Report(analysis.Diagnostic{Pos: p.Span.Pos, End: p.Span.End, Category: "directive", Message: strings.TrimSpace(p.Message)})
		}
	}
	return nil, nil
}
