// Package mixedtoken reports calls whose URL and token belong to different
// flows.
//
// # Analyzer mixedtoken
//
// mixedtoken: report /me with a machine token, and ?user_id= with a user's token
//
// A /me path takes the user from the token, and a machine token has no user. A
// user's token needs no ?user_id=, and the platform refuses one that names
// somebody else. Both are half a migration.
//
// Before:
//
//	resp, err := machine.Get(base + "/v1/affiliates/me")
//
// After:
//
//	resp, err := connect.Client(ctx, userID).Get(base + "/v1/affiliates/me")
//
// There is no fix: which half is right is for a person to say.
//
// Not reported: /me with the user's own client.
//
//	resp, err := connect.Client(ctx, userID).Get(base + "/v1/biomarkers/me")
package mixedtoken
