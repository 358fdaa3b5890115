package program

import (
	"slices"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
)

// A Result is what the analysis of a program has found.
type Result struct {
	Findings    []Finding    // sorted by file, line, column, then by evidence
	Credentials []Credential // every machine credential that was seen
	Problems    []Problem    // misused directives and the like
	Skipped     []Skip       // what was not looked at, and why
}

// A Finding is a decided call with its place in the module.
type Finding struct {
	decide.Finding
	File string // slash path relative to the root of the run
	Line int
	Col  int
	Func string // as the plan prints it

	// Mains are the import paths of the main packages that start the handler that
	// the call runs in, as far as that is seen.
	Mains []string

	// Unread says why the callers that were seen may not be all of them, empty if
	// they are. Such a call is not rewritten.
	Unread string

	Flow []Stop // from what starts the code down to the wire, as far as it stands in the program

	Split rest.Split // how to split the function, for a call that runs for users and for others
}

// A Stop is a place on the way to a request.
type Stop struct {
	File string
	Line int
	Text string
}

// A Credential is a place that asks for machine scopes.
type Credential struct {
	File   string
	Line   int
	From   rest.Span
	Scopes []Scope
}

// A Scope is one scope that a credential asks for.
type Scope struct {
	Name string
	Src  rest.Span // its element in the list, if it stands there as a literal
	Line int
}

// An Entry is a function that people have to look at after the migration.
type Entry struct {
	File string
	Line int
	Func string
	Text string // "GET /dashboard", or the import path of a main package
}

// A Problem is a finding that belongs to no call.
type Problem struct {
	File    string
	Line    int
	Col     int
	Rule    string // "directive"
	Message string
	Span    rest.Span
}

// A Skip is something that was not looked at.
type Skip struct {
	What   string // "package example.com/x", "file a/b.go"
	Reason string
	Broken bool // it does not type-check: nobody knows what it does
}

// Broken returns the packages that were not read because they do not type-check.
func (r *Result) Broken() []Skip {
	return slices.DeleteFunc(slices.Clone(r.Skipped), func(s Skip) bool { return !s.Broken })
}
