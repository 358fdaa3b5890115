// Package loopkit is a client library of the Loop platform, as somebody else
// might have written it. Cases import it as another module.
package loopkit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Host is where the communication service is.
const Host = "https://comms.platform.loop.health"

// Client calls the platform.
type Client struct{ http *http.Client }

// An Option changes a client.
type Option func(*Client)

// WithHTTPClient makes the client send with c.
func WithHTTPClient(c *http.Client) Option { return func(k *Client) { k.http = c } }

// New returns a client.
func New(opts ...Option) *Client {
	c := &Client{http: http.DefaultClient}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Get decodes what a path answers into out.
func (c *Client) Get(ctx context.Context, path string, q url.Values) error {
	u := Host + path
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("loopkit: %w", err)
	}
	defer resp.Body.Close()
	var out any
	return json.NewDecoder(resp.Body).Decode(&out)
}
