// Package useridquery reports calls that a user causes and that name the user
// while they carry a machine token.
//
// # Analyzer useridquery
//
// useridquery: report machine-token calls that name the user they run for
//
// A call such as GET /v1/biomarkers?user_id=X with an admin:* token can read
// anybody's data. Where it runs because a user did something, the platform's
// guide asks for that user's own token: the id goes, and the user is taken from
// the token.
//
// Before:
//
//	func (s *Server) dashboard(w http.ResponseWriter, r *http.Request) {
//		userID := session.UserID(r.Context())
//		req, _ := http.NewRequestWithContext(r.Context(), "GET", s.base+"/v1/biomarkers?user_id="+userID, nil)
//		req.Header.Set("Authorization", "Bearer "+s.machineToken)
//		resp, err := s.http.Do(req)
//
// After:
//
//	func (s *Server) dashboard(w http.ResponseWriter, r *http.Request) {
//		userID := session.UserID(r.Context())
//		req, _ := http.NewRequestWithContext(r.Context(), "GET", s.base+"/v1/biomarkers/me", nil)
//		resp, err := connect.ClientLike(r.Context(), userID, s.http).Do(req)
//
// The fix is offered when the id is that of the session. If the id comes out of
// the request, anybody could be named: the finding asks for an ownership check
// or a decision.
//
// Not reported: the same call on a schedule, on an event, in a command, for
// staff, or over many users. None of them is a user acting for himself, and
// they keep their machine token.
//
//	func (d *Digest) run(ctx context.Context) {
//		for _, id := range d.members() {
//			d.get(ctx, "/v1/biomarkers?user_id="+id)
package useridquery
