// Command pubsub1 receives from Pub/Sub, version 1.
package main

import (
	"context"

	"cloud.google.com/go/pubsub"

	"example.com/clouds/loop"
)

func main() {
	ctx := context.Background()
	c, err := pubsub.NewClient(ctx, "site")
	if err != nil {
		return
	}
	c.Subscription("labs").Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(m.Data))
	})
}
