package connect

import (
	"context"
	"net/http"
)

// userKey is the context key of WithUser.
type userKey struct{}

// WithUser returns a context under which [HTTPClient] and [Transport] act for
// userID, the platform's id of the user. An empty id is kept and makes requests
// fail with [ErrNoUser]: it does not mean "no user".
func WithUser(ctx context.Context, userID string) context.Context {
	return context.WithValue(ctx, userKey{}, userID)
}

// UserFrom returns the user that [WithUser] put into ctx, and whether it was
// called. Code that fetches a machine token does so only when ok is false.
func UserFrom(ctx context.Context) (userID string, ok bool) {
	userID, ok = ctx.Value(userKey{}).(string)
	return userID, ok
}

// Client returns an HTTP client that acts for userID through the default
// connector. It never returns nil: without a default connector the client's
// requests fail with [ErrNotConfigured]. See [Connector.Client].
func Client(ctx context.Context, userID string) *http.Client {
	return ClientLike(ctx, userID, nil)
}

// ClientLike is [Client] with the timeout, cookie jar and redirect policy of
// like. Its transport is not kept, because it may add a machine token: put
// proxies and instrumentation into [Config.HTTPClient]. A nil like means Client.
func ClientLike(ctx context.Context, userID string, like *http.Client) *http.Client {
	if c := defaultConnector.Load(); c != nil && like == nil {
		like = c.cfg.HTTPClient
	}
	return (*Connector)(nil).ClientLike(ctx, userID, like)
}

// HTTPClient runs both flows side by side: it returns a client for the user that
// ctx names, made like fallback (see [ClientLike]), and fallback itself if ctx
// names none. A nil fallback means http.DefaultClient. Once ctx names a user,
// nothing falls back: a missing grant is an error.
func HTTPClient(ctx context.Context, fallback *http.Client) *http.Client {
	return (*Connector)(nil).HTTPClient(ctx, fallback)
}

// Transport makes the choice of [HTTPClient] for each request, by the request's
// own context, for clients that are built once: base (http.DefaultTransport if
// nil) carries the requests without a user, the default connector the others.
func Transport(base http.RoundTripper) http.RoundTripper {
	return &switchTransport{base: base}
}

// Client returns an HTTP client that acts for userID: it adds the user's token
// to requests for [Config.Hosts] and refreshes it. It is cheap; make one per use.
// Requests are bounded by their own contexts; ctx is not kept.
//
// Responses are those of net/http, with two exceptions: insufficient_scope is a
// [*ScopeError], and a user without a usable grant is [ErrNoGrant] or
// [ErrConsentRequired]. A 401 that persists after one refresh is returned as a
// response. A body that cannot be replayed (no GetBody, over 4 MiB) is not
// retried.
func (c *Connector) Client(ctx context.Context, userID string) *http.Client {
	return c.ClientLike(ctx, userID, nil)
}

// ClientLike is the function [ClientLike] for this connector. Inside this
// package, a nil c stands for the default connector at the time of each request.
func (c *Connector) ClientLike(_ context.Context, userID string, like *http.Client) *http.Client {
	if like == nil && c != nil {
		like = c.cfg.HTTPClient
	}
	if like == nil {
		like = &http.Client{}
	}
	return &http.Client{
		Transport:     &userTransport{c: c, userID: userID},
		Timeout:       like.Timeout,
		Jar:           like.Jar,
		CheckRedirect: like.CheckRedirect,
	}
}

// HTTPClient is the function [HTTPClient] for this connector.
func (c *Connector) HTTPClient(ctx context.Context, fallback *http.Client) *http.Client {
	if fallback == nil {
		fallback = http.DefaultClient
	}
	if userID, ok := UserFrom(ctx); ok {
		return c.ClientLike(ctx, userID, fallback)
	}
	return fallback
}

// Transport is the function [Transport] for this connector.
func (c *Connector) Transport(base http.RoundTripper) http.RoundTripper {
	return &switchTransport{c: c, base: base}
}
