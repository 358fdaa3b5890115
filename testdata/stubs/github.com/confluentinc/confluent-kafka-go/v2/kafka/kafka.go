// Package kafka has the signatures of github.com/confluentinc/confluent-kafka-go/v2/kafka that cases use.
package kafka

import "time"

type TopicPartition struct{ Topic *string }

type Message struct {
	TopicPartition TopicPartition
	Key, Value     []byte
}

type Event interface{}

type Consumer struct{}

func (c *Consumer) Subscribe(topic string, cb func()) error             { return nil }
func (c *Consumer) ReadMessage(timeout time.Duration) (*Message, error) { return nil, nil }
func (c *Consumer) Poll(timeoutMs int) Event                            { return nil }

type Producer struct{}

func (p *Producer) Produce(msg *Message, deliveryChan chan Event) error { return nil }
