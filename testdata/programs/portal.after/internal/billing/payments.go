package billing

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"example.com/portal/internal/config"
	"example.com/portal/internal/connect"
)

// Payments is the members' payment history. It is older than the rest of the
// package: its calls take no context. They are quick.
type Payments struct {
	base string
	http *http.Client
}

func (p *Payments) forUser(userID string) *Payments {
	u := *p
	u.http = connect.Client(context.Background(), userID)
	return &u
}

// NewPayments connects to the payments service.
func NewPayments(ctx context.Context, cfg config.Loop) *Payments {
	return &Payments{base: cfg.Host("payments"), http: credential(ctx, cfg)}
}

// Payment is one charge or refund.
type Payment struct {
	ID     string    `json:"id"`
	At     time.Time `json:"created_at"`
	Cents  int       `json:"amount_cents"`
	Status string    `json:"status"`
}

// History returns a member's newest payments.
func (p *Payments) History(userID string) ([]Payment, error) {
	var out struct {
		Items []Payment `json:"items"`
	}
	// An empty history is an empty list, not a 404.
	if err := p.forUser(userID).get("/v1/payments/me", nil, &out); err != nil {
		return nil, err
	}
	return out.Items, nil
}

// Recent is History with a limit, for the dashboard.
func (p *Payments) Recent(uid string, n int) ([]Payment, error) {
	var out struct {
		Items []Payment `json:"items"`
	}
	err := p.forUser(uid).get("/v1/payments/me", url.Values{
		"limit": {strconv.Itoa(n)},
	}, &out)
	return out.Items, err
}

func (p *Payments) get(path string, q url.Values, out any) error {
	u := p.base + path
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	resp, err := p.http.Get(u)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("payments: %s", resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}
