// Package strfmt has the signatures of github.com/go-openapi/strfmt that cases
// use.
package strfmt

// Registry knows formats.
type Registry interface{ ContainsName(string) bool }

// Default is the registry of all formats.
var Default Registry
