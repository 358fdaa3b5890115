package analyzers

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/analyzers/internal/report"
	"github.com/m2me/m2me/analyzers/internal/restcall"
	"github.com/m2me/m2me/analyzers/internal/scopetable"
)

// Options are what a driver may set up in place of the defaults.
type Options struct {
	// Table is the text of a scopemap.yaml that governs every package. The disk
	// is not read then. If it is nil, the table is the one beside go.mod.
	Table []byte

	// Remember is for drivers that keep findings from one process to the next
	// and do not know that tables count. A list of modules is kept in the user's
	// cache directory, and the suite contains an analyzer that does nothing,
	// whose name changes with the tables of these modules.
	Remember bool

	// Broken makes a table that cannot be used a finding, for drivers that drop
	// the errors of analyzers.
	Broken bool

	// Offer turns on the fixes of open questions.
	Offer bool

	// Single makes the suite one analyzer, m2me, that reports all rules.
	Single bool

	// Linter is for golangci-lint. It applies every fix, drops edits of other
	// files, leaves imports that nothing uses any more, and counts related
	// positions as findings: all rewrites in a file are one fix, of each finding
	// that it settles, and nothing is related.
	Linter bool
}

// With returns the analyzers of Suite, set up in another way.
func With(o Options) []*analysis.Analyzer {
	stage, also := o.stage()
	ro := report.Options{Stage: stage, Also: also, Offer: o.Offer, Linter: o.Linter}
	suite := slices.Clone(also)
	if o.Single {
		return append(suite, report.One(ro))
	}
	for _, a := range Suite() {
		suite = append(suite, report.Build(a.Name, a.Doc, ro))
	}
	return suite
}

// One returns all of Suite as a single analyzer, for drivers that take one from
// a package.
func One(o Options) *analysis.Analyzer {
	o.Single = true
	suite := With(o)
	return suite[len(suite)-1]
}

// stage returns the analyzer that the others build on, and what else has to run.
func (o Options) stage() (*analysis.Analyzer, []*analysis.Analyzer) {
	var source scopetable.Source = scopetable.Disk{}
	var also []*analysis.Analyzer
	switch {
	case o.Table != nil:
		source = scopetable.Fixed(o.Table)
	case o.Remember:
		r := scopetable.Remember(scopetable.List())
		source, also = r, []*analysis.Analyzer{marker(r.Digest())}
	}
	return restcall.New(restcall.Options{Source: source, Broken: o.Broken}), also
}

// marker returns an analyzer that does nothing. Drivers cache findings under the
// names of the analyzers: this one's stands for the tables.
func marker(digest string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "m2metable_" + digest,
		Doc:  "m2metable: stand for the scope tables in a cache\n\nIt reports nothing.",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}
