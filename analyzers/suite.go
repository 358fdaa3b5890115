// Package analyzers is the suite: what a driver of go/analysis imports.
//
// Every analyzer is a package of its own that exports Analyzer. They share the
// stages below internal, which report nothing.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers/admintoken"
	"github.com/m2me/m2me/analyzers/batchconnect"
	"github.com/m2me/m2me/analyzers/directive"
	"github.com/m2me/m2me/analyzers/mixedtoken"
	"github.com/m2me/m2me/analyzers/useridquery"
)

// Suite returns all analyzers. Findings are questions as well as migrations.
func Suite() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		admintoken.Analyzer,
		batchconnect.Analyzer,
		directive.Analyzer,
		mixedtoken.Analyzer,
		useridquery.Analyzer,
	}
}

// SafeFixes returns the analyzers whose fixes carry out a migrate verdict and
// nothing else. Left out, with the reason:
//
//   - batchconnect, mixedtoken: what to do is a question for a person;
//   - directive: a comment that keeps nothing may be a call that moved.
func SafeFixes() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		admintoken.Analyzer,
		useridquery.Analyzer,
	}
}
