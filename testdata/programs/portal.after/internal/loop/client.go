// Package loop is the portal's client of the Loop platform.
//
// Methods are grouped by resource, one file each. Everything goes through do, which
// adds the service token; see TokenCache for where that comes from.
package loop

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"example.com/portal/internal/connect"
)

// ErrNotFound is returned for things that are absent or not visible to us.
var ErrNotFound = errors.New("loop: not found")

// Client talks to all services of the platform.
type Client struct {
	base   string // with "{service}" where the service's name goes
	http   *http.Client
	tokens *TokenCache
}

// New returns a client for the platform at base.
func New(base string, hc *http.Client, tokens *TokenCache) *Client {
	return &Client{base: base, http: hc, tokens: tokens}
}

// Get fetches path from service and decodes the answer into out.
func (c *Client) Get(ctx context.Context, service, path string, q url.Values, out any) error {
	return c.do(ctx, http.MethodGet, service, path, q, nil, out)
}

// Post sends in as JSON and decodes the answer into out, which may be nil.
func (c *Client) Post(ctx context.Context, service, path string, in, out any) error {
	return c.do(ctx, http.MethodPost, service, path, nil, in, out)
}

func (c *Client) do(ctx context.Context, method, service, path string, q url.Values, in, out any) error {
	endpoint := strings.Replace(c.base, "{service}", service, 1) + path
	if len(q) > 0 {
		endpoint += "?" + q.Encode()
	}

	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}

	req, err := http.NewRequestWithContext(ctx, method, endpoint, body)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}

	if _, ok := connect.UserFrom(ctx); !ok {
		tok, err := c.tokens.Token(ctx)
		if err != nil {
			return fmt.Errorf("loop: service token: %w", err)
		}
		req.Header.Set("Authorization", "Bearer "+tok)
	}

	resp, err := connect.HTTPClient(ctx, c.http).Do(req)
	if err != nil {
		return fmt.Errorf("loop: %s %s: %w", method, path, err)
	}
	defer resp.Body.Close()

	switch {
	case resp.StatusCode == http.StatusNotFound:
		return ErrNotFound
	case resp.StatusCode/100 != 2:
		return fmt.Errorf("loop: %s %s: %s", method, path, resp.Status)
	case out == nil:
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
