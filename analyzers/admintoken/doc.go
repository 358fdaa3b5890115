// Package admintoken reports calls that a user causes, that name nobody, and
// that carry a machine token all the same.
//
// # Analyzer admintoken
//
// admintoken: report machine-token calls about the acting user that name no user
//
// Some endpoints take the user from the token: GET /v1/check-ins answers for
// whoever the token belongs to. With a machine token that is nobody. Where the
// call runs for a user, only the client has to change.
//
// Before:
//
//	uid := session.UserID(r.Context())
//	req, _ := http.NewRequestWithContext(r.Context(), "GET", s.base+"/v1/check-ins", nil)
//	req.Header.Set("Authorization", "Bearer "+s.machineToken)
//	resp, err := s.http.Do(req)
//
// After:
//
//	uid := session.UserID(r.Context())
//	req, _ := http.NewRequestWithContext(r.Context(), "GET", s.base+"/v1/check-ins", nil)
//	resp, err := connect.ClientLike(r.Context(), uid, s.http).Do(req)
//
// The fix is offered when exactly one session id is in scope; otherwise the
// finding asks which user it is.
//
// Not reported: the same call on a schedule or on an event, and calls of the
// platform's catalogues, which belong to nobody.
//
//	c.AddFunc("@hourly", func() { warm(machine, "/v1/lab-catalog/markers") })
package admintoken
