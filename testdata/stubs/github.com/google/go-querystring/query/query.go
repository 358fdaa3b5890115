// Package query is a stub: the surface that cases need.
package query

import "net/url"

// Values makes a query of the fields of a struct.
func Values(v any) (url.Values, error) { return nil, nil }
