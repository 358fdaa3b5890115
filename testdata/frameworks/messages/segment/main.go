// Command segment reads with segmentio/kafka-go.
package main

import (
	"context"

	"github.com/segmentio/kafka-go"

	"example.com/messages/loop"
)

func main() {
	r := kafka.NewReader(kafka.ReaderConfig{Topic: "labs"})
	ctx := context.Background()
	for {
		m, err := r.ReadMessage(ctx)
		if err != nil {
			return
		}
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(m.Key))
	}
}
