// Package mailer sends mail through Postbox, and keeps Postbox's contacts in step.
package mailer

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

const postbox = "https://api.postbox.example"

// Mailer sends mail to members.
type Mailer struct {
	key  string
	http *http.Client
}

// New returns a mailer that authenticates with key.
func New(key string, hc *http.Client) *Mailer {
	return &Mailer{key: key, http: hc}
}

// Send mails a text to a member. Postbox resolves the address itself: we tell it
// about members by their platform id, see Unsubscribed.
func (m *Mailer) Send(ctx context.Context, userID, subject, text string) error {
	off, err := m.Unsubscribed(ctx, userID)
	if err != nil || off {
		return err
	}
	b, err := json.Marshal(map[string]string{"user_id": userID, "subject": subject, "text": text})
	if err != nil {
		return err
	}
	resp, err := m.call(ctx, http.MethodPost, "/v1/mails", string(b))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Unsubscribed tells whether the member has clicked the link at the bottom.
func (m *Mailer) Unsubscribed(ctx context.Context, userID string) (bool, error) {
	resp, err := m.call(ctx, http.MethodGet, "/v1/contacts?user_id="+url.QueryEscape(userID), "")
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()

	var out struct {
		Unsubscribed bool `json:"unsubscribed"`
	}
	err = json.NewDecoder(resp.Body).Decode(&out)
	return out.Unsubscribed, err
}

func (m *Mailer) call(ctx context.Context, method, path, body string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, postbox+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+m.key)
	req.Header.Set("Content-Type", "application/json")

	resp, err := m.http.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 != 2 {
		resp.Body.Close()
		return nil, fmt.Errorf("postbox: %s %s: %s", method, path, resp.Status)
	}
	return resp, nil
}
