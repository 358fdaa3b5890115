// Command faktories has workers of Faktory.
package main

import (
	"context"

	worker "github.com/contribsys/faktory_worker_go"

	"example.com/tasks/loop"
)

func main() {
	m := worker.NewManager()
	m.Register("fetch", fetch)
	m.Run()
}

func fetch(ctx context.Context, args ...any) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + args[0].(string))
	return err
}
