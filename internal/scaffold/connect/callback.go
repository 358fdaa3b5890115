package connect

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
)

// CallbackHandler receives the browser back from the consent screen: it checks
// that this browser began the login, exchanges the code, finds out who the user
// is, stores the grant, and then calls done to write the answer.
//
// If err is nil, userID has a grant from now on; compare it with the user of your
// own session before you trust the page that follows. Otherwise userID is empty
// and err is one of: [ErrLoginState]; an [*AuthorizationError], matching
// [ErrAccessDenied] if the user declined; a [*ServerError]; an error of the ID
// token's check, of Identify or of the store. A done that is nil answers with a
// redirect to [ReturnTo], or with a plain error page.
func (c *Connector) CallbackHandler(done func(w http.ResponseWriter, r *http.Request, userID string, err error)) http.Handler {
	if done == nil {
		done = defaultDone
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", "GET") // a HEAD by a link checker must not use the login up
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		noStore(w)
		l, err := c.takeLogin(w, r, r.URL.Query().Get("state"))
		if err != nil {
			done(w, r, "", err)
			return
		}
		r = withReturn(r, l.ReturnTo)
		// The browser may hang up; what the platform has issued is stored.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), c.cfg.RefreshTimeout)
		defer cancel()
		userID, err := c.finishLogin(ctx, r.URL.Query(), l)
		if err != nil {
			userID = ""
		}
		done(w, r, userID, err)
	})
}

// defaultDone is used when the caller has no page of his own.
func defaultDone(w http.ResponseWriter, r *http.Request, _ string, err error) {
	switch {
	case err == nil:
		http.Redirect(w, r, ReturnTo(r), http.StatusSeeOther)
	case errors.Is(err, ErrLoginState):
		http.Error(w, "This sign-in has expired. Please start again.", http.StatusBadRequest)
	case errors.Is(err, ErrAccessDenied):
		http.Error(w, "Access was not granted.", http.StatusForbidden)
	default:
		http.Error(w, "The sign-in could not be completed. Please try again.", http.StatusBadGateway)
	}
}

// finishLogin turns an authorization response into a stored grant.
func (c *Connector) finishLogin(ctx context.Context, q url.Values, l login) (userID string, err error) {
	if err := c.checkIssuer(ctx, q); err != nil {
		return "", err
	}
	if code := q.Get("error"); code != "" {
		return "", &AuthorizationError{Code: printable(code, 64), Description: printable(q.Get("error_description"), 512)}
	}
	code := q.Get("code")
	if code == "" {
		return "", errors.New("connect: the authorization response has neither a code nor an error")
	}
	tok, err := c.requestToken(ctx, url.Values{
		"grant_type":    {"authorization_code"},
		"code":          {code},
		"redirect_uri":  {c.cfg.RedirectURL},
		"code_verifier": {l.Verifier},
	})
	if err != nil {
		return "", err
	}
	userID, err = c.identify(ctx, tok, l.Nonce)
	if err != nil {
		return "", err
	}
	if err := c.store.Save(ctx, userID, bare(tok)); err != nil {
		return "", storeError("store", err)
	}
	c.rotated.forget(userID)
	return userID, nil
}

// checkIssuer compares the response's iss parameter, where a server sends one,
// with ours (RFC 9207: a defence against answers of another server).
func (c *Connector) checkIssuer(ctx context.Context, q url.Values) error {
	iss := q.Get("iss")
	if iss == "" {
		return nil
	}
	info, err := c.serverInfo(ctx)
	if err != nil {
		return err
	}
	if iss != info.Issuer {
		return errors.New("connect: the authorization response comes from another issuer")
	}
	return nil
}

// identify finds out whose grant tok is. The ID token is checked even if
// Config.Identify decides.
func (c *Connector) identify(ctx context.Context, tok *oauth2.Token, nonce string) (userID string, err error) {
	if nonce != "" {
		raw, _ := tok.Extra("id_token").(string)
		if raw == "" {
			return "", errors.New("connect: \"openid\" was asked for and the token response has no id_token")
		}
		if userID, err = c.checkIDToken(ctx, raw, nonce); err != nil {
			return "", err
		}
	}
	switch {
	case c.cfg.Identify != nil:
		userID, err = c.cfg.Identify(ctx, tok)
	case userID == "":
		userID, err = c.introspect(ctx, tok)
	}
	if err == nil && userID == "" {
		err = ErrNoUser
	}
	return userID, err
}

// printable returns at most n bytes of s, without anything that is not printable
// ASCII.
func printable(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
	return s[:min(n, len(s))]
}
