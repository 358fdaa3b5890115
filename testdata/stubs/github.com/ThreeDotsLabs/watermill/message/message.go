// Package message has the signatures of github.com/ThreeDotsLabs/watermill/message that cases use.
package message

import "context"

type Payload []byte

type Message struct {
	UUID    string
	Payload Payload
}

func NewMessage(uuid string, payload Payload) *Message { return nil }

func (m *Message) Context() context.Context { return nil }

type Publisher interface {
	Publish(topic string, messages ...*Message) error
}

type Subscriber interface {
	Subscribe(ctx context.Context, topic string) (<-chan *Message, error)
}

type NoPublishHandlerFunc func(msg *Message) error

type Handler struct{}

type Router struct{}

func (r *Router) AddConsumerHandler(name, topic string, sub Subscriber, fn NoPublishHandlerFunc) *Handler {
	return nil
}
