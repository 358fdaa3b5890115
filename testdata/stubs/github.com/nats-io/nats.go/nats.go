// Package nats has the signatures of github.com/nats-io/nats.go that cases use.
package nats

import "time"

type Msg struct {
	Subject string
	Data    []byte
}

func (*Msg) Ack() error { return nil }

type MsgHandler func(msg *Msg)

type Subscription struct{}

func (*Subscription) NextMsg(timeout time.Duration) (*Msg, error) { return nil, nil }

type Conn struct{}

func Connect(url string) (*Conn, error) { return nil, nil }

func (*Conn) Publish(subj string, data []byte) error                              { return nil }
func (*Conn) Subscribe(subj string, cb MsgHandler) (*Subscription, error)         { return nil, nil }
func (*Conn) SubscribeSync(subj string) (*Subscription, error)                    { return nil, nil }
func (*Conn) ChanSubscribe(subj string, ch chan *Msg) (*Subscription, error)      { return nil, nil }
func (*Conn) QueueSubscribe(subj, q string, cb MsgHandler) (*Subscription, error) { return nil, nil }
