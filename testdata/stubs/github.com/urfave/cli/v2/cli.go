// Package cli has the signatures of github.com/urfave/cli/v2 that cases use.
package cli

type Args interface{ First() string }

type Context struct{}

func (c *Context) Args() Args                { return nil }
func (c *Context) String(name string) string { return "" }

type ActionFunc func(*Context) error

type Command struct {
	Name        string
	Before      ActionFunc
	Action      ActionFunc
	Subcommands []*Command
}

type App struct {
	Name     string
	Action   ActionFunc
	Commands []*Command
}

func (a *App) Run(arguments []string) error { return nil }
