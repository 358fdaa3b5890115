package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

// Payments is the payment history.
type Payments struct {
	base string
	http *http.Client
}

// Payment is one charge.
type Payment struct {
	ID     string `json:"id"`
	Cents  int    `json:"amount_cents"`
	Status string `json:"status"`
}

// History returns a member's payments.
func (p *Payments) History(userID string) ([]Payment, error) {
	var out struct {
		Items []Payment `json:"items"`
	}
	err := p.get("/v1/payments", url.Values{"user_id": {userID}}, &out)
	return out.Items, err
}

// Recent is History with a limit.
func (p *Payments) Recent(userID string, n int) ([]Payment, error) {
	var out struct {
		Items []Payment `json:"items"`
	}
	err := p.get("/v1/payments", url.Values{
		"user_id": {userID},
		"limit":   {strconv.Itoa(n)},
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

func (p *Payments) show(w http.ResponseWriter, r *http.Request) {
	list, err := p.History(session.UserID(r.Context()))
	if n, bad := strconv.Atoi(r.FormValue("n")); bad == nil {
		list, err = p.Recent(session.UserID(r.Context()), n)
	}
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, list)
}
