package identity

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/openid"

	"github.com/m2me/m2me/testdata/wire/event"
)

// token is POST /v1/oauth/token, and /v1/tokens for machines.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": "invalid_request"})
		return
	}
	grant := r.PostForm.Get("grant_type")
	if r.URL.Path == "/v1/tokens" && grant != "client_credentials" {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": "unsupported_grant_type"})
		return
	}
	if grant == "refresh_token" {
		s.Asked.Add(1)
	}
	fault := s.Faults.next(grant)
	if s.failBefore(w, r, fault) {
		s.log.Add(event.Event{Kind: event.Token, Grant: grant, Error: fault})
		return
	}
	rec := httptest.NewRecorder()
	e := s.issue(rec, r, grant)
	e.Status = rec.Code
	s.log.Add(e)
	failAfter(w, rec, fault)
}

// issue has fosite answer the request, one at a time, and says what happened.
func (s *Server) issue(w *httptest.ResponseRecorder, r *http.Request, grant string) event.Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx := r.Context()
	e := event.Event{Kind: event.Token, Grant: grant}
	reusedBefore := s.reused()
	req, err := s.f.NewAccessRequest(ctx, r, openid.NewDefaultSession())
	if err != nil {
		e.Error = fosite.ErrorToRFC6749Error(err).ErrorField
		e.Client = r.PostForm.Get("client_id")
		e.Reused = s.reused() > reusedBefore
		s.f.WriteAccessError(ctx, w, req, err)
		return e
	}
	if machine(req) {
		for _, scope := range req.GetRequestedScopes() {
			req.GrantScope(scope)
		}
	}
	e.Client, e.User = req.GetClient().GetID(), req.GetSession().GetSubject()
	resp, err := s.f.NewAccessResponse(ctx, req)
	if err != nil {
		e.Error = fosite.ErrorToRFC6749Error(err).ErrorField
		s.f.WriteAccessError(ctx, w, req, err)
		return e
	}
	if seconds, ok := resp.GetExtra("expires_in").(int64); ok {
		s.store.issued(req.GetID(), time.Duration(seconds)*time.Second)
	}
	e.Scopes = slices.Clone(req.GetGrantedScopes())
	s.f.WriteAccessResponse(ctx, w, req, resp)
	return e
}

// Info is what a resource service learns about a token.
type Info struct {
	Active  bool
	Machine bool
	User    string
	Client  string
	Scopes  []string
	Expires time.Time
}

// Look introspects an access token, without the network: the platform's services
// share a cache with it.
func (s *Server) Look(r *http.Request, token string) Info {
	if !looksLikeJWT(token) && !strings.HasPrefix(token, accessPrefix) {
		return Info{}
	}
	sess := openid.NewDefaultSession()
	use, req, err := s.f.IntrospectToken(r.Context(), token, fosite.AccessToken, sess)
	if err != nil || use != fosite.AccessToken {
		return Info{}
	}
	return Info{
		Active: true, Machine: looksLikeJWT(token),
		User: req.GetSession().GetSubject(), Client: req.GetClient().GetID(),
		Scopes: req.GetGrantedScopes(), Expires: req.GetSession().GetExpiresAt(fosite.AccessToken),
	}
}

// introspect is POST /v1/oauth/introspect (RFC 7662), for authenticated clients.
func (s *Server) introspect(w http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": "invalid_request"})
		return
	}
	client, err := s.f.AuthenticateClient(r.Context(), r, r.PostForm)
	if err != nil || client.IsPublic() {
		writeJSON(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
		return
	}
	info := s.Look(r, r.PostForm.Get("token"))
	if !info.Active || !info.Machine && info.Client != client.GetID() {
		writeJSON(w, http.StatusOK, map[string]any{"active": false})
		return
	}
	sub := info.User
	if info.Machine {
		sub = info.Client
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"active": true, "sub": sub, "client_id": info.Client, "scope": strings.Join(info.Scopes, " "),
		"exp": info.Expires.Unix(), "token_type": "Bearer", "brand": "harbor",
	})
}

// revoke is POST /v1/oauth/revoke (RFC 7009).
func (s *Server) revoke(w http.ResponseWriter, r *http.Request) {
	err := s.f.NewRevocationRequest(r.Context(), r)
	e := event.Event{Kind: event.Token, Grant: "revoke", Status: http.StatusOK}
	if err != nil {
		e.Error, e.Status = fosite.ErrorToRFC6749Error(err).ErrorField, fosite.ErrorToRFC6749Error(err).CodeField
	}
	s.log.Add(e)
	s.f.WriteRevocationResponse(r.Context(), w, err)
}

// writeJSON writes v with a status.
func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}
