// Package gcf is deployed with the functions framework.
package gcf

import (
	"context"
	"net/http"

	"github.com/GoogleCloudPlatform/functions-framework-go/functions"
	"github.com/cloudevents/sdk-go/v2/event"

	"example.com/functions/loop"
)

type signedIn struct{}

func init() {
	functions.HTTP("Labs", labs)
	functions.CloudEvent("Stored", stored)
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}

func stored(ctx context.Context, e event.Event) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + e.Subject())
	return err
}
