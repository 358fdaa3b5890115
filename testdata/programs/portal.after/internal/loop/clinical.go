package loop

import (
	"context"
	"net/url"
	"time"

	"example.com/portal/internal/connect"
)

// Biomarkers returns the latest value of each of a member's biomarkers.
func (c *Client) Biomarkers(ctx context.Context, userID string) (*BiomarkerList, error) {
	var out BiomarkerList
	return &out, c.Get(connect.WithUser(ctx, userID), "clinical", "/v1/biomarkers/me", nil, &out)
}

// CheckIns returns a member's check-ins since a day, oldest first.
func (c *Client) CheckIns(ctx context.Context, uid string, since time.Time) ([]CheckIn, error) {
	q := url.Values{}
	q.Set("from", since.Format(time.DateOnly)) // the platform wants a day, not an instant
	q.Set("order", "asc")

	var out CheckInList
	if err := c.Get(connect.WithUser(ctx, uid), "clinical", "/v1/check-ins/me", q, &out); err != nil {
		return nil, err
	}
	return out.Items, nil
}

// NextCheckIn tells when somebody who enrolled on a day is due next.
func (c *Client) NextCheckIn(ctx context.Context, enrolled time.Time) (time.Time, error) {
	var out struct {
		Due time.Time `json:"due_at"`
	}
	q := url.Values{"enrolled_at": {enrolled.Format(time.DateOnly)}}
	err := c.Get(ctx, "clinical", "/v1/check-ins/next", q, &out)
	return out.Due, err
}
