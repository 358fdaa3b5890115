// Package amqp091 has the signatures of github.com/rabbitmq/amqp091-go that cases use.
package amqp091

import "context"

type Table map[string]interface{}

type Delivery struct {
	Body []byte
}

func (d Delivery) Ack(multiple bool) error { return nil }

type Publishing struct {
	ContentType string
	Body        []byte
}

type Channel struct{}

func (ch *Channel) Consume(queue, consumer string, autoAck, exclusive, noLocal, noWait bool, args Table) (<-chan Delivery, error) {
	return nil, nil
}
func (ch *Channel) Get(queue string, autoAck bool) (msg Delivery, ok bool, err error) {
	return Delivery{}, false, nil
}
func (ch *Channel) PublishWithContext(ctx context.Context, exchange, key string, mandatory, immediate bool, msg Publishing) error {
	return nil
}
