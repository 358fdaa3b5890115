// Command saramas is a consumer group of IBM/sarama.
package main

import (
	"context"

	"github.com/IBM/sarama"

	"example.com/messages/loop"
)

type consumer struct{}

func (consumer) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (consumer) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (consumer) ConsumeClaim(s sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for m := range claim.Messages() {
		loop.Client(s.Context()).Get(loop.Labs + "?user_id=" + string(m.Key))
	}
	return nil
}

func main() {
	g, err := sarama.NewConsumerGroup(nil, "site", nil)
	if err != nil {
		return
	}
	for {
		g.Consume(context.Background(), []string{"labs"}, consumer{})
	}
}
