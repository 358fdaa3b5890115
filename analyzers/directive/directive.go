package directive

import (
	_ "embed"

	"github.com/m2me/m2me/analyzers/internal/doc"
	"github.com/m2me/m2me/analyzers/internal/report"
)

//go:embed doc.go
var source string

// Analyzer is described in the package comment.
var Analyzer = report.New("directive", doc.Extract(source, "directive"))
