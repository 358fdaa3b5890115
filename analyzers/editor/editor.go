// Package editor has the analyzers as editors run them: "m2me gopls" compiles it
// into gopls.
//
// An editor shows a fix and a person takes it, so the fixes of open questions are
// offered too. gopls drops the errors of analyzers and keeps findings under their
// names: a broken table is a finding here, and a name stands for the tables.
package editor

import (
	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers"
)

// Analyzers returns the suite for an editor.
func Analyzers() []*analysis.Analyzer {
	return analyzers.With(analyzers.Options{Remember: true, Broken: true, Offer: true})
}
