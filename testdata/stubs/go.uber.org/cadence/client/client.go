// Package client has the signatures of go.uber.org/cadence/client that cases use.
package client

import "context"

type StartWorkflowOptions struct{ TaskList string }

type Execution struct{ ID string }

type Client interface {
	StartWorkflow(ctx context.Context, options StartWorkflowOptions, workflow any, args ...any) (*Execution, error)
}
