package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
)

const overview = `m2me moves Go code from machine-to-machine tokens to user-consented Connect tokens:
GET /v1/biomarkers?user_id=X with an admin:* token, sent because a user did something,
becomes GET /v1/biomarkers/me with that user's own token.

Usage: m2me [-C dir] [-tags list] [-platforms list] COMMAND [flags] [packages]

`

const overviewEnd = `
Start with

	m2me plan ./...         what migrates, what keeps its token and why, what you have to decide
	m2me fix -diff ./...    the change, for git apply
	m2me fix ./...          make the change

In CI: go vet -vettool=$(which m2me) ./...    or    m2me check ./...

Exit codes: 0 clean, 1 failed, 2 wrong usage, 3 findings. m2me help COMMAND tells more.
`

func helpCommand() command {
	return command{
		name: "help", args: "[command]", short: "tell about a command",
		long: "Example:\n\n\tm2me help fix\n",
		setup: func(*flag.FlagSet) runner {
			return func(_ context.Context, s *session, args []string) error {
				if len(args) == 0 {
					return printHelp(s.env.Stdout, nil)
				}
				cmd, err := find(args[0])
				if err != nil {
					return err
				}
				return printHelp(s.env.Stdout, &cmd)
			}
		},
	}
}

// printHelp prints the overview, or the help of one command.
func printHelp(w io.Writer, c *command) error {
	var b strings.Builder
	if c == nil {
		b.WriteString(overview + "Commands:\n\n")
		for _, c := range commands() {
			fmt.Fprintf(&b, "\t%-9s %s\n", c.name, c.short)
		}
		b.WriteString(overviewEnd)
	} else {
		describe(&b, *c)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print help: %w", err)
	}
	return nil
}

// describe writes the help of one command.
func describe(b *strings.Builder, c command) {
	fmt.Fprintf(b, "m2me %s: %s\n\nUsage: m2me %s [flags] %s\n\n%s\nFlags:\n", c.name, c.short, c.name, c.args, c.long)
	fs := newFlagSet(c.name)
	new(globals).register(fs)
	c.setup(fs)
	fs.SetOutput(b)
	fs.PrintDefaults()
}
