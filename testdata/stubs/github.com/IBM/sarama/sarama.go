// Package sarama has the signatures of github.com/IBM/sarama that cases use.
package sarama

import "context"

type Encoder interface{}

type StringEncoder string

type ProducerMessage struct {
	Topic string
	Key   Encoder
	Value Encoder
}

type SyncProducer interface {
	SendMessage(msg *ProducerMessage) (partition int32, offset int64, err error)
}

type AsyncProducer interface {
	Input() chan<- *ProducerMessage
}

type ConsumerMessage struct{ Key, Value []byte }

type ConsumerGroupSession interface{ Context() context.Context }

type ConsumerGroupClaim interface {
	Messages() <-chan *ConsumerMessage
}

type ConsumerGroupHandler interface {
	Setup(ConsumerGroupSession) error
	Cleanup(ConsumerGroupSession) error
	ConsumeClaim(ConsumerGroupSession, ConsumerGroupClaim) error
}

type ConsumerGroup interface {
	Consume(ctx context.Context, topics []string, handler ConsumerGroupHandler) error
}
