// Command pubsub2 receives from Pub/Sub, version 2.
package main

import (
	"context"

	"cloud.google.com/go/pubsub/v2"

	"example.com/clouds/loop"
)

func main() {
	ctx := context.Background()
	c, err := pubsub.NewClient(ctx, "site")
	if err != nil {
		return
	}
	c.Subscriber("labs").Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + m.Attributes["user"])
	})
}
