package identity

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v3"
	"github.com/ory/fosite"
	"github.com/ory/fosite/handler/openid"

	"github.com/m2me/m2me/testdata/wire/event"
)

// consentPage is the page a user sees. HTTP clients know it by its header and
// post its form.
var consentPage = template.Must(template.New("consent").Parse(`<!doctype html>
<title>Allow {{.Client}}?</title>
<form method="post">
<label>I am <input name="user"></label>
{{range .Scopes}}<label><input type="checkbox" name="grant" value="{{.}}" checked> {{.}}</label>
{{end}}<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button>
</form>
`))

// ConsentHeader names the scopes that the consent page asks for.
const ConsentHeader = "X-Wire-Consent"

// authorize is /v1/oauth/authorize: GET shows the consent page, POST decides.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	form := url.Values{}
	if r.Method == http.MethodPost {
		if r.ParseForm() != nil {
			http.Error(w, "bad form", http.StatusBadRequest)
			return
		}
		form = r.PostForm
		r.Form, r.PostForm, r.Method, r.Body = nil, nil, http.MethodGet, http.NoBody // fosite reads the query
	}
	req, err := s.f.NewAuthorizeRequest(ctx, r)
	if err != nil {
		s.log.Add(event.Event{Kind: event.Consent, Error: fosite.ErrorToRFC6749Error(err).ErrorField})
		s.f.WriteAuthorizeError(ctx, w, req, err)
		return
	}
	asked := []string(req.GetRequestedScopes())
	switch form.Get("decision") {
	case "allow":
		s.allow(w, r, req, form)
	case "deny":
		s.log.Add(event.Event{Kind: event.Consent, Client: req.GetClient().GetID(), User: form.Get("user"), Asked: asked, Error: "access_denied"})
		s.f.WriteAuthorizeError(ctx, w, req, fosite.ErrAccessDenied)
	default:
		w.Header()[ConsentHeader] = asked
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		consentPage.Execute(w, map[string]any{"Client": req.GetClient().GetID(), "Scopes": asked})
	}
}

// allow issues a code for what was ticked.
func (s *Server) allow(w http.ResponseWriter, r *http.Request, req fosite.AuthorizeRequester, form url.Values) {
	ctx := r.Context()
	user := form.Get("user")
	var granted []string
	for _, scope := range req.GetRequestedScopes() {
		if slices.Contains(form["grant"], scope) {
			req.GrantScope(scope)
			granted = append(granted, scope)
		}
	}
	sess := openid.NewDefaultSession()
	sess.Subject = user
	sess.Claims.Subject = user
	sess.Claims.AuthTime = time.Now().Truncate(time.Second)
	sess.Headers.Add("kid", s.jwk.KeyID)
	e := event.Event{
		Kind: event.Consent, Client: req.GetClient().GetID(), User: user,
		Asked: []string(req.GetRequestedScopes()), Scopes: granted,
	}
	resp, err := s.f.NewAuthorizeResponse(ctx, req, sess)
	if err != nil {
		e.Error = fosite.ErrorToRFC6749Error(err).ErrorField
		s.log.Add(e)
		s.f.WriteAuthorizeError(ctx, w, req, err)
		return
	}
	s.log.Add(e)
	s.f.WriteAuthorizeResponse(ctx, w, req, resp)
}

// discovery is the server's metadata (OpenID Connect Discovery).
func (s *Server) discovery(w http.ResponseWriter, _ *http.Request) {
	base := s.cfg.BaseURL
	writeJSON(w, http.StatusOK, map[string]any{
		"issuer": Issuer, "jwks_uri": base + "/.well-known/jwks.json",
		"authorization_endpoint": base + "/v1/oauth/authorize", "token_endpoint": base + "/v1/oauth/token",
		"revocation_endpoint": base + "/v1/oauth/revoke", "introspection_endpoint": base + "/v1/oauth/introspect",
		"grant_types_supported":            []string{"authorization_code", "refresh_token", "client_credentials"},
		"response_types_supported":         []string{"code"},
		"code_challenge_methods_supported": []string{"S256"},
	})
}

// jwks is the set of public keys.
func (s *Server) jwks(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{s.jwk.Public()}})
}
