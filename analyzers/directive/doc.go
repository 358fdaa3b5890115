// Package directive reports //m2me: comments that say nothing.
//
// # Analyzer directive
//
// directive: report misused //m2me: comments
//
// A comment "//m2me:keep reason" on a statement, a function or a package clause
// keeps the machine token of the calls in it. "//m2me:user" and
// "//m2me:scheduled" above a function say for whom it runs. The analyzer reports
// a keep without a reason, a directive that governs nothing, and a verb that
// does not exist.
//
// Before:
//
//	//m2me:keep
//	resp, err := machine.Get(base + "/v1/biomarkers?user_id=" + id)
//
// After:
//
//	//m2me:keep certified values are issued to the clinic (HC-212)
//	resp, err := machine.Get(base + "/v1/biomarkers?user_id=" + id)
//
// Not reported: a keep with a reason that keeps a call.
//
//	//m2me:keep certified values are issued to the clinic (HC-212)
//	resp, err := machine.Get(base + "/v1/biomarkers?user_id=" + id)
package directive
