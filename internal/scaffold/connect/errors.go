package connect

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// These errors come out of requests wrapped in *url.Error, as every error of
// net/http does: test for them with [errors.Is]. [RedirectToLogin] knows which
// of them a new consent repairs.
var (
	// ErrNoGrant means that this user has never granted access, or that the
	// grant was revoked here. Nothing was sent.
	ErrNoGrant = errors.New("connect: the user has not granted access; send the user to the login handler")

	// ErrConsentRequired means that the grant has ended: revoked by the user,
	// unused for too long (90 days on the platform), or its refresh token was
	// used twice. It has been deleted.
	ErrConsentRequired = errors.New("connect: the user's grant has ended; ask for consent again through the login handler")

	// ErrNotConfigured means that a package-level function was used before
	// [SetDefault].
	ErrNotConfigured = errors.New("connect: no default connector; in main, call connect.SetDefault with the result of" +
		" connect.New or connect.FromEnv (LOOP_CLIENT_ID, LOOP_CLIENT_SECRET, LOOP_REDIRECT_URI)," +
		" and mount its LoginHandler and CallbackHandler")

	// ErrNoUser means that a user id was the empty string. There is no default
	// user, and no machine token is used instead.
	ErrNoUser = errors.New("connect: empty user id; a user's client needs the platform's id of that user")

	// ErrLoginState means that a callback does not belong to a login begun in
	// this browser within the last ten minutes, or that it was already used.
	ErrLoginState = errors.New("connect: this login was not begun in this browser, is too old or was already used; begin it again")

	// ErrAccessDenied means that the user, or the platform, declined
	// (access_denied). Do not answer it with another redirect to the login: the
	// user has just said no.
	ErrAccessDenied = errors.New("connect: access was denied on the consent screen")
)

// A ScopeError says that the platform refused a request because the grant lacks
// a scope (insufficient_scope, RFC 6750 section 3.1; the platform sends it with
// 401 or 403). Refreshing does not help; [RedirectToLogin] asks for consent with
// these scopes added. Find it with [errors.As].
type ScopeError struct {
	// Scopes are the scopes that the resource named in WWW-Authenticate.
	// Empty if it named none.
	Scopes []string

	before []string // found missing earlier; a login replaces the grant, so it asks for all
}

// Error names the missing scopes.
func (e *ScopeError) Error() string {
	if len(e.Scopes) == 0 {
		return "connect: the user's grant lacks a scope that this call needs (insufficient_scope, not named by the service)"
	}
	return "connect: the user's grant lacks " + strings.Join(e.Scopes, ", ") + " (insufficient_scope)"
}

// An AuthorizationError is an error of the authorization response: what the
// platform put into the callback's query instead of a code (RFC 6749 section
// 4.1.2.1, OpenID Connect Core section 3.1.2.6). access_denied matches
// [ErrAccessDenied].
type AuthorizationError struct {
	Code        string // as sent, at most 64 bytes of printable ASCII
	Description string // for people, as sent: escape it before showing it; may be empty
}

// Error gives the code, not the description, which anybody could have written.
func (e *AuthorizationError) Error() string {
	return "connect: the authorization server answered " + e.Code
}

// Is makes access_denied match [ErrAccessDenied].
func (e *AuthorizationError) Is(target error) bool {
	return target == ErrAccessDenied && e.Code == "access_denied"
}

// A ServerError says that an endpoint of the authorization server did not do
// its work, for a reason that says nothing about the user's grant: it was
// unreachable, slow, answered 5xx or nonsense, or refused this client
// (invalid_client). The grant is kept; trying again later is right unless Code
// says otherwise.
type ServerError struct {
	Endpoint string // "token", "introspection", "revocation", "discovery" or "jwks"
	Status   int    // of the answer; 0 if there was none
	Code     string // OAuth error code if it is one that RFC 6749, 7009 or 6750 lists, else empty
	Err      error  // what went wrong below or in reading the answer; may be nil
}

// Error says which endpoint failed and how. It contains nothing of the answer's
// body but a registered error code.
func (e *ServerError) Error() string {
	var b strings.Builder
	b.WriteString("connect: " + e.Endpoint + " endpoint")
	if e.Status != 0 {
		b.WriteString(" answered " + strconv.Itoa(e.Status))
	}
	if e.Code != "" {
		b.WriteString(" " + e.Code)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause, such as a *net.OpError or context.DeadlineExceeded.
func (e *ServerError) Unwrap() error { return e.Err }

// knownCodes are the error codes that may appear in our error texts. A body is
// not trusted to keep tokens out of its "error" member.
var knownCodes = map[string]bool{
	"invalid_request": true, "invalid_client": true, "invalid_grant": true, "unauthorized_client": true,
	"unsupported_grant_type": true, "invalid_scope": true, "access_denied": true, "server_error": true,
	"temporarily_unavailable": true, "unsupported_token_type": true, "invalid_token": true,
	"insufficient_scope": true, "rate_limited": true, "unsupported_response_type": true,
}

// needsConsent reports whether a new consent repairs err, and with which scopes
// beyond the configured ones.
func needsConsent(err error) (extra []string, ok bool) {
	var scope *ScopeError
	if errors.As(err, &scope) {
		return slices.Concat(scope.Scopes, scope.before), true
	}
	return nil, errors.Is(err, ErrNoGrant) || errors.Is(err, ErrConsentRequired)
}
