// Package m2me is what a repository writes to run the analyzers under nogo with a
// table of its own: the table is compiled in, because nogo reads no files.
package m2me

import (
	_ "embed"

	"github.com/m2me/m2me/analyzers"
)

//go:embed scopemap.yaml
var table []byte

// Analyzer is all of m2me.
var Analyzer = analyzers.One(analyzers.Options{Table: table})
