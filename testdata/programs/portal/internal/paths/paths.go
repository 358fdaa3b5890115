// Package paths names the Loop resources that more than one part of the portal
// reads, so that a version bump is one edit.
package paths

const (
	Biomarkers = "/v1/biomarkers"
	CheckIns   = "/v1/check-ins"
)
