// Command watermills has handlers of a router of watermill.
package main

import (
	"context"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"

	"example.com/messages/loop"
)

func main() {
	bus := gochannel.NewGoChannel(gochannel.Config{}, watermill.NopLogger{})
	r, err := message.NewRouter(message.RouterConfig{}, watermill.NopLogger{})
	if err != nil {
		return
	}
	r.AddHandler("echo", "labs", bus, "out", bus, func(m *message.Message) ([]*message.Message, error) {
		_, err := loop.Client(m.Context()).Get(loop.Labs + "?user_id=" + string(m.Payload))
		return nil, err
	})
	r.AddConsumerHandler("fetch", "labs", bus, fetch)
	r.Run(context.Background())
}

func fetch(m *message.Message) error {
	_, err := loop.Client(m.Context()).Get(loop.Labs + "?user_id=" + string(m.Payload))
	return err
}
