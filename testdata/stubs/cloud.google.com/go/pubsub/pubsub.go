// Package pubsub has the signatures of cloud.google.com/go/pubsub that cases use.
package pubsub

import "context"

type Message struct{ Data []byte }

func (m *Message) Ack() {}

type Client struct{}

func (c *Client) Topic(id string) *Topic               { return nil }
func (c *Client) Subscription(id string) *Subscription { return nil }

type PublishResult struct{}

type Topic struct{}

func (t *Topic) Publish(ctx context.Context, msg *Message) *PublishResult { return nil }

type Subscription struct{}

func (s *Subscription) Receive(ctx context.Context, f func(context.Context, *Message)) error {
	return nil
}
