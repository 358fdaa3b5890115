package loop

import (
	"context"
	"net/url"
)

// Inbox returns a person's messages. The dashboard shows the unread ones, and the
// weekly digest counts them.
func (c *Client) Inbox(ctx context.Context, personID, brand string) (*MessageList, error) {
	var out MessageList
	err := c.Get(ctx, "comms", "/v1/inbox/"+url.PathEscape(personID), url.Values{"brand_id": {brand}}, &out)
	return &out, err
}

// Affiliate returns the affiliate record that belongs to our token.
//
// TODO: it comes back empty for everybody but the clinic itself. Ask Loop.
func (c *Client) Affiliate(ctx context.Context) (*Affiliate, error) {
	var out Affiliate
	return &out, c.Get(ctx, "affiliates", "/v1/affiliates/me", nil, &out)
}
