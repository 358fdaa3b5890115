// Command urfave2 is for operators.
package main

import (
	"log"
	"os"

	"github.com/urfave/cli/v2"

	"example.com/commands/loop"
)

func main() {
	app := &cli.App{
		Before: func(c *cli.Context) error {
			_, err := loop.Client(c.Context).Get(loop.Labs + "?user_id=probe")
			return err
		},
		Commands: []*cli.Command{{Name: "show", Action: show}},
	}
	log.Fatal(app.Run(os.Args))
}

func show(c *cli.Context) error {
	_, err := loop.Client(c.Context).Get(loop.Labs + "?user_id=" + c.Args().First())
	return err
}
