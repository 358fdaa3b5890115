// Package functions has the signatures of github.com/GoogleCloudPlatform/functions-framework-go/functions that cases use.
package functions

import (
	"context"
	"net/http"

	"github.com/cloudevents/sdk-go/v2/event"
)

func HTTP(name string, fn func(http.ResponseWriter, *http.Request))       {}
func CloudEvent(name string, fn func(context.Context, event.Event) error) {}
