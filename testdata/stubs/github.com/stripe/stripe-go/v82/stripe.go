// Package stripe has the types of github.com/stripe/stripe-go/v82 that cases use.
package stripe

import "encoding/json"

type EventData struct{ Raw json.RawMessage }

type Event struct {
	ID   string
	Type string
	Data *EventData
}
