// Command flags is a main with flags and an errgroup, and no server.
package main

import (
	"context"
	"flag"
	"log"

	"golang.org/x/sync/errgroup"

	"example.com/commands/loop"
)

func init() {
	loop.Client(context.Background()).Get(loop.Labs + "?user_id=probe")
}

func main() {
	id := flag.String("user", "", "whose labs")
	flag.Parse()
	g, ctx := errgroup.WithContext(context.Background())
	g.Go(func() error {
		_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + *id)
		return err
	})
	log.Fatal(g.Wait())
}
