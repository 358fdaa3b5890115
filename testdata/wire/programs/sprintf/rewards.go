package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

// Rewards is the reward account.
type Rewards struct {
	Base, Brand string
	HTTP        *http.Client
}

// Entry is a line of the ledger.
type Entry struct {
	ID     string `json:"id"`
	Cents  int    `json:"amount_cents"`
	Reason string `json:"reason"`
}

// Ledger returns the newest entries.
func (c *Rewards) Ledger(ctx context.Context, member string, n int) ([]Entry, error) {
	u := fmt.Sprintf("%s/v1/cash/ledger?user_id=%s&brand_id=%s&limit=%d", c.Base, url.QueryEscape(member), c.Brand, n)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var out struct {
		Entries []Entry `json:"entries"`
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("ledger: %s", resp.Status)
	}
	return out.Entries, json.NewDecoder(resp.Body).Decode(&out)
}

func (c *Rewards) show(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("n"))
	list, err := c.Ledger(r.Context(), session.UserID(r.Context()), n)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, list)
}
