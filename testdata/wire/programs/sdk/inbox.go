package main

import (
	"context"
	"net/http"
	"net/url"

	"example.com/loopsdk"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

type inbox struct{ sdk *loopsdk.Client }

func newInbox(ctx context.Context, creds clientcredentials.Config) *inbox {
	return &inbox{sdk: loopsdk.New("https://comms.platform.loop.health", loopsdk.WithHTTPClient(creds.Client(ctx)))}
}

// list returns a member's messages.
func (b *inbox) list(ctx context.Context, personID string) (out any, err error) {
	err = b.sdk.Get(ctx, "/v1/inbox/"+url.PathEscape(personID), url.Values{"brand_id": {"harbor"}}, &out)
	return out, err
}

func (b *inbox) show(w http.ResponseWriter, r *http.Request) {
	list, err := b.list(r.Context(), session.UserID(r.Context()))
	if err != nil {
		serve.Fail(w, r, err)
		return
	}
	serve.JSON(w, list)
}
