// Package m2me holds the default scope table, so that every part of the tool
// reads the same bytes the repository shows.
package m2me

import _ "embed"

// ScopeMap is the default table, scopemap.yaml at the root of this module.
//
//go:embed scopemap.yaml
var ScopeMap []byte
