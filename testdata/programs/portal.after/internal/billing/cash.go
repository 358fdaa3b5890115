package billing

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"example.com/portal/internal/config"
	"example.com/portal/internal/connect"
)

// Cash is the members' reward account.
type Cash struct {
	base  string
	brand string
	http  *http.Client
}

// NewCash returns the reward accounts of one brand.
func NewCash(ctx context.Context, cfg config.Loop, brand string) *Cash {
	return &Cash{base: cfg.Host("cash"), brand: brand, http: credential(ctx, cfg)}
}

// Balance is what a member may spend.
type Balance struct {
	Cents    int    `json:"balance_cents"`
	Currency string `json:"currency"`
}

// Entry is one line of the ledger.
type Entry struct {
	ID     string    `json:"id"`
	At     time.Time `json:"created_at"`
	Cents  int       `json:"amount_cents"`
	Reason string    `json:"reason"`
}

// Balance returns a member's balance.
func (c *Cash) Balance(ctx context.Context, userID string) (*Balance, error) {
	q := url.Values{"brand_id": {c.brand}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/v1/cash/balance/me?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := connect.Client(ctx, userID).Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()

	var out Balance
	return &out, decode(resp, &out)
}

// Ledger returns the n newest entries of a member's ledger.
func (c *Cash) Ledger(ctx context.Context, userID string, n int) ([]Entry, error) {
	u := fmt.Sprintf("%s/v1/cash/ledger/me?brand_id=%s&limit=%d",
		c.base, c.brand, n)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}

	resp, err := connect.Client(ctx, userID).Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()

	var out struct {
		Entries []Entry `json:"entries"`
	}
	if err := decode(resp, &out); err != nil {
		return nil, err
	}
	return out.Entries, nil
}

// Reward credits a member for a referral. The key makes a retry harmless.
func (c *Cash) Reward(ctx context.Context, memberID, key string, cents int) error {
	b, err := json.Marshal(map[string]any{
		"user_id": memberID, "brand_id": c.brand, "amount_cents": cents, "reason": "referral",
	})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/v1/cash/grants", bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", key)

	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return decode(resp, nil)
}

func decode(resp *http.Response, out any) error {
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("cash: %s", resp.Status)
	}
	if out == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
