// Command urfave3 is for operators.
package main

import (
	"context"
	"log"
	"os"

	"github.com/urfave/cli/v3"

	"example.com/commands/loop"
)

func main() {
	cmd := &cli.Command{Name: "site", Commands: []*cli.Command{{Name: "show", Action: show}}}
	log.Fatal(cmd.Run(context.Background(), os.Args))
}

func show(ctx context.Context, cmd *cli.Command) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + cmd.Args().First())
	return err
}
