// Package loop is a client of the platform.
package loop

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"example.com/clinic/split/records"
	"example.com/clinic/split/token"
)

// Client talks to the clinical service.
type Client struct {
	base   string
	http   *http.Client
	tokens *token.Cache
}

// New returns a client.
func New(base string, hc *http.Client, tokens *token.Cache) *Client {
	return &Client{base: base, http: hc, tokens: tokens}
}

// Biomarkers returns a member's lab values.
func (c *Client) Biomarkers(ctx context.Context, member string) ([]records.Value, error) {
	q := url.Values{"limit": {"20"}}
	q.Set("user_id", member)
	var out []records.Value
	if err := c.get(ctx, "/v1/biomarkers", q, &out); err != nil {
		return nil, fmt.Errorf("biomarkers: %w", err)
	}
	return out, nil
}

// Ping asks whether the platform answers.
func (c *Client) Ping(ctx context.Context) error { return c.get(ctx, "/health", nil, new(any)) }

func (c *Client) get(ctx context.Context, path string, q url.Values, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path+"?"+q.Encode(), nil)
	if err != nil {
		return err
	}
	tok, err := c.tokens.Get(ctx)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
