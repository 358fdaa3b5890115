package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

var members = []string{"user_01HXYADA", "user_01HXYBEN", "user_01HXYCAT"}

var tokens = oauth2.ReuseTokenSource(nil, (&clientcredentials.Config{
	ClientID: serve.Env("SERVICE_CLIENT_ID", ""), ClientSecret: serve.Env("SERVICE_CLIENT_SECRET", ""),
	TokenURL: "https://identity.platform.loop.health/v1/oauth/token", Scopes: []string{"admin:clinical"},
}).TokenSource(context.Background()))

// Client reads lab values.
type Client struct {
	base string
	http *http.Client
}

// digest runs on Mondays.
func (c *Client) digest() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, m := range members {
		var list any
		if err := c.get(ctx, "/v1/biomarkers", url.Values{"user_id": {m}, "since": {"P7D"}}, &list); err != nil {
			log.Print("digest: ", err)
		}
	}
}

// Biomarkers returns a member's values.
func (c *Client) Biomarkers(ctx context.Context, userID string) (out any, err error) {
	err = c.get(ctx, "/v1/biomarkers", url.Values{"user_id": {userID}}, &out)
	return out, err
}

func (c *Client) labs(w http.ResponseWriter, r *http.Request) {
	list, err := c.Biomarkers(r.Context(), session.UserID(r.Context()))
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, list)
}

func (c *Client) get(ctx context.Context, path string, q url.Values, out any) error {
	u := c.base + path
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return err
	}
	tok, err := tokens.Token()
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+tok.AccessToken)
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
