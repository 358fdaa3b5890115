// Package document is the plan as teams keep it: a versioned JSON document with
// no absolute paths and no times, sorted, so that it can be committed and
// diffed. Renderers see nothing else.
package document

import (
	"encoding/json"
	"fmt"
	"io"
)

// Version is the version of the format that this tool writes.
const Version = 1

// A Plan says what happens to every call, and what follows from it.
type Plan struct {
	Version   int            `json:"version"`
	Module    string         `json:"module,omitempty"` // module path; empty for several modules
	Findings  []Finding      `json:"findings"`
	Connect   []ConnectScope `json:"connect"`   // scopes to register for the Connect client
	Remaining []ScopeNeed    `json:"remaining"` // machine scopes that calls still need
	Removable []Removable    `json:"removable"` // machine scopes that no call needs any more
	Narrow    []Narrowable   `json:"narrow"`    // wildcard scopes that could become smaller; never edited
	Files     []FileEdit     `json:"files"`     // service.yaml
	Mains     []Entry        `json:"mains"`     // where the Connect client has to be set up
	Handlers  []Entry        `json:"handlers"`  // where a missing consent has to be answered
	Problems  []Problem      `json:"problems"`
	Skipped   []Skip         `json:"skipped"`

	// Tests are the places in tests that spell the path of a migrated call.
	Tests []Expectation `json:"tests,omitempty"`

	// ConnectImport is the import path of the Connect client.
	ConnectImport string `json:"connect_import,omitempty"`
}

// A Finding is one call and its verdict.
type Finding struct {
	File string `json:"file"` // where the endpoint becomes concrete
	Line int    `json:"line"`
	Func string `json:"func"`

	Method  string `json:"method"`
	Service string `json:"service"`
	Path    string `json:"path"`
	Me      string `json:"me"` // the user form of the path, if there is one

	Verdict string `json:"verdict"` // migrate, keep or ask
	Rule    string `json:"rule"`
	Reason  string `json:"reason"`
	Todo    string `json:"todo,omitempty"`  // for ask: what a person can do about it
	Offer   string `json:"offer,omitempty"` // for ask: the flag with which fix does it all the same

	Origin  string   `json:"origin"`
	Via     []string `json:"via"`
	Flow    []Step   `json:"flow,omitempty"` // the same way with places, then the request
	Also    []string `json:"also,omitempty"` // for both: the other way in
	Subject string   `json:"subject"`

	M2MScopes     []string `json:"m2m_scopes"`
	ConnectScopes []string `json:"connect_scopes"`

	Fixable bool   `json:"fixable"`
	Refused string `json:"refused"` // why the rewrite was not done
}

// A Step is one station on the way from what starts the code to the request.
type Step struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Verdicts.
const (
	Migrate = "migrate"
	Keep    = "keep"
	Ask     = "ask"
)

// Place returns "file:line".
func (f Finding) Place() string { return fmt.Sprintf("%s:%d", f.File, f.Line) }

// Endpoint returns "GET /v1/biomarkers".
func (f Finding) Endpoint() string {
	switch {
	case f.Method == "":
		return f.Path
	case f.Path == "":
		return f.Method + " (path unknown)"
	}
	return f.Method + " " + f.Path
}

// A ConnectScope is a scope that users will be asked to consent to.
type ConnectScope struct {
	Scope string   `json:"scope"`
	PHI   bool     `json:"phi"`
	Calls []string `json:"calls"`
}

// A ScopeNeed is a machine scope and the calls that need it.
type ScopeNeed struct {
	Scope string   `json:"scope"`
	Calls []string `json:"calls"`
}

// A Removable is a machine scope that no call needs any more.
type Removable struct {
	Scope       string `json:"scope"`
	RequestedAt string `json:"requested_at"`
	// Left says why fix leaves it in the code; empty if fix takes it out.
	Left string `json:"left,omitempty"`
}

// A Narrowable is a wildcard scope and what the remaining calls need of it.
type Narrowable struct {
	Scope       string   `json:"scope"`
	RequestedAt string   `json:"requested_at"`
	To          []string `json:"to"`
}

// A FileEdit is a change of a file that is not Go, or the reason why it is left
// alone.
type FileEdit struct {
	File string `json:"file"`
	Edit string `json:"edit"`
}

// An Entry is a function that people have to look at after the migration.
type Entry struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
	Text string `json:"text"`

	// Import is the import path of the Connect client, if there are several.
	Import string `json:"import,omitempty"`
}

// A Problem is a finding that belongs to no call.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// An Expectation is a string in a test that spells the path of a migrated call.
type Expectation struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Path string `json:"path"`
	Me   string `json:"me"` // what is called instead
}

// A Skip is something that was not looked at.
type Skip struct {
	What   string `json:"what"`
	Reason string `json:"reason"`
}

// Count returns how many findings have the verdict.
func (p *Plan) Count(verdict string) int {
	n := 0
	for _, f := range p.Findings {
		if f.Verdict == verdict {
			n++
		}
	}
	return n
}

// Refused returns how many rewrites were refused that were to be made: those of
// migrate verdicts and those that somebody asked for.
func (p *Plan) Refused() int {
	n := 0
	for _, f := range p.Findings {
		if f.Refused != "" {
			n++
		}
	}
	return n
}

// Read reads a plan that was saved as JSON.
func Read(r io.Reader) (*Plan, error) {
	var p Plan
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	if p.Version != Version {
		return nil, fmt.Errorf("read plan: version %d is not %d; make it again with: m2me plan -format=json ./...", p.Version, Version)
	}
	return &p, nil
}
