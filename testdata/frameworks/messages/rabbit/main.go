// Command rabbit consumes a queue of RabbitMQ.
package main

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"

	"example.com/messages/loop"
)

func main() {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		return
	}
	ch, err := conn.Channel()
	if err != nil {
		return
	}
	ctx := context.Background()
	msgs, _ := ch.ConsumeWithContext(ctx, "labs", "", true, false, false, false, nil)
	for m := range msgs {
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(m.Body))
	}
}
