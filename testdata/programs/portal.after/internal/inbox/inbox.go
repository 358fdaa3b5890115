// Package inbox reads members' messages with Loop's own client library.
package inbox

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"example.com/loopsdk"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/portal/internal/config"
	"example.com/portal/internal/connect"
)

// ErrUnknown means that the platform has no inbox for the person.
var ErrUnknown = errors.New("inbox: no such person")

// Service reads inboxes of one brand.
type Service struct {
	sdk   *loopsdk.Client
	brand string
}

// Message is what the single-page app shows of a message.
type Message struct {
	ID      string    `json:"id"`
	Subject string    `json:"subject"`
	Sent    time.Time `json:"sent_at"`
	Read    bool      `json:"read"`
}

// New connects to the comms service.
func New(ctx context.Context, cfg config.Loop, brand string) *Service {
	creds := clientcredentials.Config{
		ClientID:     cfg.ClientID,
		ClientSecret: cfg.ClientSecret,
		TokenURL:     cfg.TokenURL,
		Scopes:       []string{"admin:comms"},
	}
	return &Service{
		sdk:   loopsdk.New(cfg.Host("comms"), loopsdk.WithHTTPClient(&http.Client{Transport: connect.Transport(creds.Client(ctx).Transport)})),
		brand: brand,
	}
}

// List returns a person's messages, newest first.
func (s *Service) List(ctx context.Context, personID string) ([]Message, error) {
	q := url.Values{"brand_id": {s.brand}}
	var out struct {
		Items []Message `json:"items"`
	}
	err := s.sdk.Get(connect.WithUser(ctx, personID), "/v1/inbox/me", q, &out)

	var e *loopsdk.Error
	if errors.As(err, &e) && e.Status == http.StatusNotFound {
		return nil, ErrUnknown
	}
	return out.Items, err
}
