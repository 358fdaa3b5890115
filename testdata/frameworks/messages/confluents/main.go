// Command confluents reads with confluent-kafka-go.
package main

import (
	"context"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"

	"example.com/messages/loop"
)

func main() {
	c, err := kafka.NewConsumer(&kafka.ConfigMap{})
	if err != nil {
		return
	}
	for {
		m, err := c.ReadMessage(-1)
		if err != nil {
			continue
		}
		loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + string(m.Key))
	}
}
