package connect

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/oauth2"
)

// LoginHandler sends the browser to the consent screen: authorization code with
// PKCE (S256, the only method the platform accepts), a state that is tied to the
// browser by an HttpOnly SameSite cookie, and a nonce if "openid" is asked for.
// Mount it where your own session check has already run.
//
// The query parameter return_to, a path on this site, is where [ReturnTo] points
// after the callback.
func (c *Connector) LoginHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		c.startLogin(w, r, localPath(r.URL.Query().Get("return_to")), nil)
	})
}

// startLogin sets the cookie and redirects to the consent screen.
func (c *Connector) startLogin(w http.ResponseWriter, r *http.Request, returnTo string, extra []string) {
	l := login{
		State: randomString(), Verifier: oauth2.GenerateVerifier(), ReturnTo: returnTo,
		Expires: c.now().Add(loginLifetime).Unix(),
	}
	scopes := slices.Clone(c.cfg.Scopes)
	for _, s := range extra {
		if headerSafe(s) && !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	opts := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(l.Verifier)}
	if slices.Contains(scopes, "openid") {
		l.Nonce = randomString()
		opts = append(opts, oauth2.SetAuthURLParam("nonce", l.Nonce))
	}
	if err := c.setLogin(w, r, l); err != nil {
		http.Error(w, "cannot begin the login", http.StatusInternalServerError)
		return
	}
	conf := oauth2.Config{
		ClientID: c.cfg.ClientID, RedirectURL: c.cfg.RedirectURL, Scopes: scopes, Endpoint: c.cfg.Endpoint,
	}
	noStore(w)
	code := http.StatusFound
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		code = http.StatusSeeOther // a POST must not be repeated at the platform
	}
	http.Redirect(w, r, conf.AuthCodeURL(l.State, opts...), code)
}

// noStore keeps states and codes out of caches and Referer headers.
func noStore(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
}

// RedirectToLogin answers a request with a redirect to the consent screen if err
// means that the user has to give consent, for the first time or again
// ([ErrNoGrant], [ErrConsentRequired], or a [*ScopeError], whose scopes are then
// asked for too). It reports whether it did; if so, the handler returns. It uses
// the default connector and is false without one.
//
// It is for requests that a browser makes as a navigation, before anything has
// been written. For others (fetch, an API) answer with a status of your own and
// let the page go to the login handler.
func RedirectToLogin(w http.ResponseWriter, r *http.Request, err error) bool {
	return defaultConnector.Load().RedirectToLogin(w, r, err)
}

// RedirectToLogin is the function [RedirectToLogin] for this connector.
func (c *Connector) RedirectToLogin(w http.ResponseWriter, r *http.Request, err error) bool {
	extra, ok := needsConsent(err)
	if !ok || c == nil {
		return false
	}
	returnTo := ""
	if r.Method == http.MethodGet {
		returnTo = localPath(r.URL.RequestURI())
	}
	c.startLogin(w, r, returnTo, extra)
	return true
}

// returnKey is the context key of ReturnTo.
type returnKey struct{}

// ReturnTo gives the function passed to [Connector.CallbackHandler] the page to
// go back to: the one that [RedirectToLogin] interrupted or return_to named, "/"
// if there is none. It is always a path on this site.
func ReturnTo(r *http.Request) string {
	if path, ok := r.Context().Value(returnKey{}).(string); ok && path != "" {
		return path
	}
	return "/"
}

// withReturn returns r with the path for ReturnTo.
func withReturn(r *http.Request, path string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), returnKey{}, path))
}

// localPath returns raw if it is a path on this site, else "": a redirect that
// anybody can aim elsewhere helps phishers. Browsers read "\" as "/" and skip
// control characters.
func localPath(raw string) string {
	if len(raw) > maxReturnTo || !strings.HasPrefix(raw, "/") || strings.HasPrefix(raw, "//") {
		return ""
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] <= ' ' || raw[i] == '\\' || raw[i] == 0x7f {
			return ""
		}
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return ""
	}
	return raw
}
