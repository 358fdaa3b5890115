// Package kgo has the signatures of github.com/twmb/franz-go/pkg/kgo that cases use.
package kgo

import "context"

type Record struct {
	Topic      string
	Key, Value []byte
}

type Opt interface{}

func ConsumeTopics(topics ...string) Opt { return nil }

type Client struct{}

func NewClient(opts ...Opt) (*Client, error) { return nil, nil }

type Fetches []int

func (cl *Client) PollFetches(ctx context.Context) Fetches                              { return nil }
func (cl *Client) Produce(ctx context.Context, r *Record, promise func(*Record, error)) {}
func (cl *Client) ProduceSync(ctx context.Context, rs ...*Record) []int                 { return nil }

func (fs Fetches) EachRecord(fn func(*Record))    {}
func (fs Fetches) RecordIter() *FetchesRecordIter { return nil }

type FetchesRecordIter struct{}

func (i *FetchesRecordIter) Done() bool    { return true }
func (i *FetchesRecordIter) Next() *Record { return nil }
