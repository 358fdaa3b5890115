// Package cobra has the signatures of github.com/spf13/cobra that cases use.
package cobra

import "context"

type Command struct {
	Use  string
	Run  func(cmd *Command, args []string)
	RunE func(cmd *Command, args []string) error

	PersistentPreRunE  func(cmd *Command, args []string) error
	PersistentPostRunE func(cmd *Command, args []string) error
}

func (*Command) AddCommand(cmds ...*Command) {}
func (*Command) Execute() error              { return nil }
func (*Command) Context() context.Context    { return nil }
