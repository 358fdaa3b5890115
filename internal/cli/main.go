package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A command is one verb of the command line.
type command struct {
	name  string
	args  string // behind the flags, for the usage line
	short string // one line for the list of commands
	long  string // for help NAME; ends with examples that work

	// setup declares the flags and returns what runs once they are parsed.
	setup func(fs *flag.FlagSet) runner
}

// A runner carries out a command.
type runner func(ctx context.Context, s *session, args []string) error

// globals are the flags that every command takes, before or behind its name.
type globals struct {
	dir       string
	tags      string
	platforms string
}

func (g *globals) register(fs *flag.FlagSet) {
	fs.StringVar(&g.dir, "C", g.dir, "run as if started in `dir`")
	fs.StringVar(&g.tags, "tags", g.tags, "comma-separated build `tags`, as for go build")
	fs.StringVar(&g.platforms, "platforms", g.platforms, "comma-separated `GOOS/GOARCH` pairs to look at together; an edit is made if all that contain the file agree")
}

// commands returns the verbs in the order of the help text.
func commands() []command {
	return []command{
		planCommand(), fixCommand(), checkCommand(), explainCommand(), scaffoldCommand(), goplsCommand(), versionCommand(), helpCommand(),
	}
}

// Main runs a command line and returns the exit code.
func Main(ctx context.Context, env Env, args []string) int {
	err := run(ctx, env, args)
	if err != nil && !errors.Is(err, errFindings) {
		fmt.Fprintf(env.Stderr, "m2me: %v\n", err)
	}
	return exitCode(err)
}

func run(ctx context.Context, env Env, args []string) error {
	var g globals
	fs := newFlagSet("m2me")
	g.register(fs)
	if err := parse(fs, args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return printHelp(env.Stdout, nil)
		}
		return err
	}
	if fs.NArg() == 0 {
		if err := printHelp(env.Stderr, nil); err != nil {
			return err
		}
		return usagef("no command; start with: m2me plan ./...")
	}
	cmd, err := find(fs.Arg(0))
	if err != nil {
		return err
	}
	return cmd.run(ctx, env, g, fs.Args()[1:])
}

// run parses the flags of the command and runs it.
func (c command) run(ctx context.Context, env Env, g globals, args []string) error {
	fs := newFlagSet("m2me " + c.name)
	g.register(fs)
	do := c.setup(fs)
	if err := parse(fs, args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return printHelp(env.Stdout, &c)
		}
		return err
	}
	for _, arg := range fs.Args() {
		if strings.HasPrefix(arg, "-") && arg != "-" {
			return usagef("flag %s stands behind the arguments; put it first: m2me %s %s …", arg, c.name, arg)
		}
	}
	if g.dir != "" {
		env.Dir = env.abs(g.dir)
	}
	return do(ctx, &session{env: env, tags: g.tags, platforms: g.platforms}, fs.Args())
}

// find returns the command of a name.
func find(name string) (command, error) {
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	return command{}, usagef("unknown command %q%s (commands: %s)", name, suggest(name, names), strings.Join(names, ", "))
}

func newFlagSet(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // errors are printed once, by Main
	fs.Usage = func() {}
	return fs
}

// parse parses flags; errors say what would be right.
func parse(fs *flag.FlagSet, args []string) error {
	err := fs.Parse(args)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return err
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		return usagef("unknown flag -%s%s (see: %s)", name, suggest("-"+name, flagNames(fs)), helpFor(fs))
	}
	return usagef("%v (see: %s)", err, helpFor(fs))
}

func helpFor(fs *flag.FlagSet) string {
	if name, ok := strings.CutPrefix(fs.Name(), "m2me "); ok {
		return "m2me help " + name
	}
	return "m2me help"
}

func flagNames(fs *flag.FlagSet) []string {
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	slices.Sort(names)
	return names
}

// noArgs is an error if a command that takes none was given arguments.
func noArgs(name string, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, got %s", name, strings.Join(args, " "))
	}
	return nil
}
