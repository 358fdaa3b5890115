// Command franz reads with franz-go.
package main

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"

	"example.com/messages/loop"
)

func main() {
	c, err := kgo.NewClient(kgo.ConsumeTopics("labs"))
	if err != nil {
		return
	}
	ctx := context.Background()
	for {
		fetches := c.PollFetches(ctx)
		fetches.EachRecord(func(r *kgo.Record) {
			loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(r.Key))
		})
		for it := fetches.RecordIter(); !it.Done(); {
			loop.Client(ctx).Get(loop.Labs + "?limit=1&user_id=" + string(it.Next().Key))
		}
	}
}
