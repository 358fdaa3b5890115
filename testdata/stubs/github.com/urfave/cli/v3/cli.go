// Package cli has the signatures of github.com/urfave/cli/v3 that cases use.
package cli

import "context"

type Args interface{ First() string }

type ActionFunc func(context.Context, *Command) error

type Command struct {
	Name     string
	Action   ActionFunc
	Commands []*Command
}

func (c *Command) Args() Args                                     { return nil }
func (c *Command) Run(ctx context.Context, osArgs []string) error { return nil }
