// Package jetstream has the signatures of github.com/nats-io/nats.go/jetstream that cases use.
package jetstream

import "context"

type Msg interface{ Data() []byte }

type MessageHandler func(msg Msg)

type ConsumerConfig struct {
	Durable       string
	FilterSubject string
}

type MessagesContext interface{ Next() (Msg, error) }

type Consumer interface {
	Consume(handler MessageHandler) (any, error)
	Messages() (MessagesContext, error)
}

type Publisher interface {
	Publish(ctx context.Context, subject string, payload []byte) (*int, error)
}

type JetStream interface {
	Publisher
	CreateOrUpdateConsumer(ctx context.Context, stream string, cfg ConsumerConfig) (Consumer, error)
}
