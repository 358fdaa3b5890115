// Package batchconnect reports calls with a user's token where no user is
// present.
//
// # Analyzer batchconnect
//
// batchconnect: report user tokens that are used on a schedule or on an event
//
// Consent is given for what a user does. A job that runs without him keeps the
// machine token: a user who has not come back for 90 days has no grant any more,
// and the job would fail for him.
//
// Before:
//
//	cron.AddFunc("@daily", func() { connect.Client(ctx, id).Get(base + "/v1/biomarkers/me") })
//
// After:
//
//	cron.AddFunc("@daily", func() { machine.Get(base + "/v1/biomarkers?user_id=" + url.QueryEscape(id)) })
//
// There is no fix: the right machine credential is not in sight.
//
// Not reported: the same client in a handler.
//
//	mux.HandleFunc("GET /labs", func(w http.ResponseWriter, r *http.Request) { connect.Client(r.Context(), me(r)).Get(base + "/v1/biomarkers/me") })
package batchconnect
