// Command jetstreams consumes a stream, by callback and in a loop.
package main

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"example.com/messages/loop"
)

func main() {
	nc, _ := nats.Connect(nats.DefaultURL)
	js, _ := jetstream.New(nc)
	ctx := context.Background()
	c, err := js.Consumer(ctx, "labs", "site")
	if err != nil {
		return
	}
	c.Consume(func(m jetstream.Msg) {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(m.Data()))
	})
	it, _ := c.Messages()
	for {
		m, err := it.Next()
		if err != nil {
			return
		}
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(m.Data()))
	}
}
