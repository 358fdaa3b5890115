package directive

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers/internal/doc"
	"github.com/m2me/m2me/analyzers/internal/report"
	"github.com/m2me/m2me/analyzers/internal/restcall"
)

//go:embed doc.go
var source string

// Analyzer is described in the package comment.
var Analyzer = &analysis.Analyzer{
	Name:     "directive",
	Doc:      doc.Extract(source, "directive"),
	URL:      report.URL + "#directive",
	Requires: []*analysis.Analyzer{restcall.Analyzer},
	Run:      report.Directives,
}
