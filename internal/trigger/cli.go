package trigger

import "github.com/m2me/m2me/internal/rest"

// CLI are command lines: cobra, urfave/cli, and what else has commands. What a
// program runs when it starts and stops is no user's either.
func CLI() Trigger {
	return Trigger{
		Name: "cli",
		Regs: []Reg{
			{Func: "go.uber.org/fx.StartHook", Pattern: None, Fn: 0, Kind: rest.Batch},
			{Func: "go.uber.org/fx.StopHook", Pattern: None, Fn: 0, Kind: rest.Batch},
			{Func: "go.uber.org/fx.StartStopHook", Pattern: None, Fn: All, Kind: rest.Batch},
			{Func: "github.com/alecthomas/kingpin/v2.CmdClause.Action", Pattern: None, Fn: 0, Kind: rest.Batch},
		},
		Methods: []Method{
			{Iface: "github.com/google/subcommands.Command", Name: "Execute", Kind: rest.Batch},
			{Iface: "github.com/mitchellh/cli.Command", Name: "Run", Kind: rest.Batch},
		},
		Fields: []Field{
			{Type: "github.com/spf13/cobra.Command", Kind: rest.Batch, Names: []string{"Run", "RunE", "PreRun", "PreRunE", "PostRun", "PostRunE",
				"PersistentPreRun", "PersistentPreRunE", "PersistentPostRun", "PersistentPostRunE", "ValidArgsFunction", "Args"}},
			{Type: "github.com/urfave/cli.App", Names: actions, Kind: rest.Batch},
			{Type: "github.com/urfave/cli.Command", Names: actions, Kind: rest.Batch},
			{Type: "github.com/urfave/cli/v2.App", Names: actions, Kind: rest.Batch},
			{Type: "github.com/urfave/cli/v2.Command", Names: actions, Kind: rest.Batch},
			{Type: "github.com/urfave/cli/v3.Command", Names: actions, Kind: rest.Batch},
			{Type: "github.com/peterbourgon/ff/v3/ffcli.Command", Names: []string{"Exec"}, Kind: rest.Batch},
			{Type: "github.com/peterbourgon/ff/v4.Command", Names: []string{"Exec"}, Kind: rest.Batch},
			{Type: "go.uber.org/fx.Hook", Names: []string{"OnStart", "OnStop"}, Kind: rest.Batch},
		},
		Shapes: []Shape{
			{Params: []string{"github.com/spf13/cobra.Command", "slice"}, Kind: rest.Batch},
			{Params: []string{"github.com/urfave/cli/v2.Context"}, Kind: rest.Batch},
			{Params: []string{"context.Context", "github.com/urfave/cli/v3.Command"}, Kind: rest.Batch},
		},
	}
}

var actions = []string{"Action", "Before", "After", "BashComplete", "ShellComplete", "CommandNotFound"}
