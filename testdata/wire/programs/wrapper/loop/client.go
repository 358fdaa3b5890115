// Package loop is a client of the platform.
package loop

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// Client talks to all services.
type Client struct {
	base string // with "{service}" where the service's name goes
	http *http.Client
}

// New returns a client.
func New(base string, hc *http.Client) *Client { return &Client{base: base, http: hc} }

// Biomarkers returns a member's lab values.
func (c *Client) Biomarkers(ctx context.Context, userID string) (out any, err error) {
	q := url.Values{}
	q.Set("user_id", userID)
	err = c.do(ctx, http.MethodGet, "clinical", "/v1/biomarkers", q, nil, &out)
	return out, err
}

// CheckIns returns a member's check-ins since a day.
func (c *Client) CheckIns(ctx context.Context, userID, from string) (out any, err error) {
	q := url.Values{"user_id": {userID}, "from": {from}}
	err = c.do(ctx, http.MethodGet, "clinical", "/v1/check-ins", q, nil, &out)
	return out, err
}

// StartProtocol enrols a member.
func (c *Client) StartProtocol(ctx context.Context, userID, id string) (out any, err error) {
	in := map[string]string{"protocol_id": id}
	err = c.do(ctx, http.MethodPost, "clinical", "/v1/protocols", url.Values{"user_id": {userID}}, in, &out)
	return out, err
}

// Member looks a member up, for staff.
func (c *Client) Member(ctx context.Context, id string) (out any, err error) {
	err = c.do(ctx, http.MethodGet, "identity", "/v1/admin/users/"+url.PathEscape(id), nil, nil, &out)
	return out, err
}

func (c *Client) do(ctx context.Context, method, service, path string, q url.Values, in, out any) error {
	u := strings.Replace(c.base, "{service}", service, 1) + path
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, u, body)
	if err != nil {
		return err
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", path+"-1")
	}
	tok, err := c.token(ctx)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+tok)
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("loop: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("loop: %s: %s", path, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

// token fetches the machine's token.
func (c *Client) token(ctx context.Context) (string, error) {
	form := url.Values{
		"grant_type": {"client_credentials"}, "scope": {"admin:clinical admin:identity"},
		"client_id": {os.Getenv("SERVICE_CLIENT_ID")}, "client_secret": {os.Getenv("SERVICE_CLIENT_SECRET")},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://identity.platform.loop.health/v1/oauth/token", strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.http.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var out struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("loop: no service token: %s", resp.Status)
	}
	return out.AccessToken, nil
}
