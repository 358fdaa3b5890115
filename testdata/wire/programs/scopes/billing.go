package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

type billing struct{ http *http.Client }

// history is the member's own.
func (b *billing) history(w http.ResponseWriter, r *http.Request) {
	u := "https://payments.platform.loop.health/v1/payments?user_id=" + url.QueryEscape(session.UserID(r.Context())) + "&limit=5"
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, u, nil)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	resp, err := b.http.Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	b.show(w, r, resp)
}

// reward credits the member: what the clinic does with its own authority.
func (b *billing) reward(w http.ResponseWriter, r *http.Request) {
	id := session.UserID(r.Context())
	body := fmt.Sprintf(`{"user_id":%q,"brand_id":"harbor","amount_cents":500}`, id)
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, "https://cash.platform.loop.health/v1/cash/grants", strings.NewReader(body))
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", r.PathValue("code")+"-"+id)
	resp, err := b.http.Do(req)
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	b.show(w, r, resp)
}

func (b *billing) show(w http.ResponseWriter, r *http.Request, resp *http.Response) {
	defer resp.Body.Close()
	var out any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || resp.StatusCode != http.StatusOK {
		serve.Fail(w, r, fmt.Errorf("billing: %s", resp.Status))
		return
	}
	serve.JSON(w, out)
}
