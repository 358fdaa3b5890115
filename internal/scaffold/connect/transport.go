package connect

import (
	"bytes"
	"io"
	"net/http"
)

// replayLimit is the largest body without GetBody that is kept for a retry.
const replayLimit = 4 << 20

// A userTransport sends requests as one user.
type userTransport struct {
	c      *Connector // nil: the default connector at the time of the request
	userID string
}

// RoundTrip adds the user's token. See [Connector.Client] for what comes back.
func (t *userTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	c, err := t.connector()
	if err != nil {
		closeBody(req)
		return nil, err
	}
	carry, err := c.mayCarryToken(req)
	if err != nil {
		closeBody(req)
		return nil, err
	}
	if !carry {
		return c.base().RoundTrip(req)
	}
	resp, err := c.roundTrip(t.userID, req)
	if resp != nil {
		// The transport set it to the copy that carries the token.
		resp.Request = req
	}
	return resp, err
}

// connector returns the connector to use, or why there is none.
func (t *userTransport) connector() (*Connector, error) {
	if t.userID == "" {
		return nil, ErrNoUser
	}
	c := t.c
	if c == nil {
		c = defaultConnector.Load()
	}
	if c == nil {
		return nil, ErrNotConfigured
	}
	return c, nil
}

// CloseIdleConnections does for the base transport what http.Client asks for.
func (t *userTransport) CloseIdleConnections() {
	if c, err := t.connector(); err == nil {
		closeIdle(c.base())
	}
}

// base is the transport below.
func (c *Connector) base() http.RoundTripper {
	if c.cfg.HTTPClient.Transport != nil {
		return c.cfg.HTTPClient.Transport
	}
	return http.DefaultTransport
}

// roundTrip sends req with the user's token and, if the token turns out to be
// invalid, once more with a new one.
func (c *Connector) roundTrip(userID string, req *http.Request) (*http.Response, error) {
	tok, err := c.token(req.Context(), userID)
	if err != nil {
		closeBody(req)
		return nil, err
	}
	req, err = replayable(req)
	if err != nil {
		return nil, err
	}
	resp, err := c.send(req, tok.AccessToken)
	if err != nil || !refused(resp) {
		return c.accepted(userID, resp, err)
	}
	why := readRefusal(resp)
	if why.code == "insufficient_scope" {
		discard(resp)
		return nil, c.lacks(userID, why.scopes)
	}
	if resp.StatusCode != http.StatusUnauthorized || why.other || c.rejected.pausing(userID, tok.AccessToken, c.now()) {
		return resp, nil
	}
	// Have: a 401 that a new token may cure.
	release(resp)
	fresh, err := c.renew(req.Context(), userID, tok.AccessToken)
	if err != nil {
		return nil, err
	}
	again, ok, err := rewound(req)
	if err != nil || !ok {
		return resp, nil // the next request finds the new token
	}
	return c.retry(userID, again, fresh.AccessToken)
}

// retry is the second and last attempt.
func (c *Connector) retry(userID string, req *http.Request, access string) (*http.Response, error) {
	resp, err := c.send(req, access)
	if err != nil || !refused(resp) {
		return c.accepted(userID, resp, err)
	}
	why := readRefusal(resp)
	if why.code == "insufficient_scope" {
		discard(resp)
		return nil, c.lacks(userID, why.scopes)
	}
	if resp.StatusCode == http.StatusUnauthorized {
		c.rejected.note(userID, access, c.now())
	}
	return resp, nil
}

// accepted passes on the outcome of a request whose token was not refused.
func (c *Connector) accepted(userID string, resp *http.Response, err error) (*http.Response, error) {
	if err == nil && resp.StatusCode < 300 {
		c.rejected.clear(userID)
	}
	return resp, err
}

// send sends a copy of req that carries the token, in place of any other.
func (c *Connector) send(req *http.Request, access string) (*http.Response, error) {
	r := req.Clone(req.Context())
	r.Header.Set("Authorization", "Bearer "+access)
	return c.base().RoundTrip(r)
}

// refused reports whether the status may be about the token.
func refused(resp *http.Response) bool {
	return resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden
}

// replayable returns req with GetBody set if the body can be sent twice. A body
// without GetBody is read into memory up to replayLimit; a longer one is sent as
// it comes, once.
func replayable(req *http.Request) (*http.Request, error) {
	if req.Body == nil || req.Body == http.NoBody || req.GetBody != nil {
		return req, nil
	}
	head, err := io.ReadAll(io.LimitReader(req.Body, replayLimit+1))
	if err != nil {
		closeBody(req)
		return nil, err
	}
	r := *req
	if len(head) > replayLimit {
		r.Body = &peekedBody{Reader: io.MultiReader(bytes.NewReader(head), req.Body), Closer: req.Body}
		return &r, nil
	}
	closeBody(req)
	r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(head)), nil }
	r.Body, _ = r.GetBody()
	return &r, nil
}

// rewound returns req with its body at the beginning; ok is false if there is
// no way back.
func rewound(req *http.Request) (again *http.Request, ok bool, err error) {
	if req.Body == nil || req.Body == http.NoBody {
		return req, true, nil
	}
	if req.GetBody == nil {
		return nil, false, nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, false, err
	}
	r := *req
	r.Body = body
	return &r, true, nil
}

// closeBody keeps the promise of http.RoundTripper to close the body always.
func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

// discard reads a little, so that the connection can be used again, and closes.
func discard(resp *http.Response) {
	if resp.Body != nil {
		io.CopyN(io.Discard, resp.Body, bodyPeek)
		resp.Body.Close()
	}
}

// release keeps the body, up to bodyPeek, and gives the connection back: the
// refresh may need it, if the base transport limits their number.
func release(resp *http.Response) {
	head, _ := io.ReadAll(io.LimitReader(resp.Body, bodyPeek))
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(head))
}

// closeIdle closes rt's idle connections if it has any.
func closeIdle(rt http.RoundTripper) {
	if i, ok := rt.(interface{ CloseIdleConnections() }); ok {
		i.CloseIdleConnections()
	}
}

// A switchTransport chooses for each request by the request's context.
type switchTransport struct {
	c    *Connector // nil: the default connector
	base http.RoundTripper
}

// RoundTrip sends as the user the context names, else through base.
func (t *switchTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if userID, ok := UserFrom(req.Context()); ok {
		return (&userTransport{c: t.c, userID: userID}).RoundTrip(req)
	}
	return t.machine().RoundTrip(req)
}

// CloseIdleConnections does for base what http.Client asks for.
func (t *switchTransport) CloseIdleConnections() { closeIdle(t.machine()) }

// machine is the transport for requests without a user.
func (t *switchTransport) machine() http.RoundTripper {
	if t.base != nil {
		return t.base
	}
	return http.DefaultTransport
}
