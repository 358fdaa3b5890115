// Package pubsub has the signatures of cloud.google.com/go/pubsub/v2 that cases use.
package pubsub

import "context"

type Message struct{ Data []byte }

func (m *Message) Ack() {}

type Client struct{}

func (c *Client) Publisher(id string) *Publisher   { return nil }
func (c *Client) Subscriber(id string) *Subscriber { return nil }

type PublishResult struct{}

type Publisher struct{}

func (t *Publisher) Publish(ctx context.Context, msg *Message) *PublishResult { return nil }

type Subscriber struct{}

func (s *Subscriber) Receive(ctx context.Context, f func(context.Context, *Message)) error {
	return nil
}
