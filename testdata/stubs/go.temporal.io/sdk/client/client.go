// Package client has the signatures of go.temporal.io/sdk/client that cases use.
package client

import "context"

type StartWorkflowOptions struct{ TaskQueue string }

type WorkflowRun interface{}

type Client interface {
	ExecuteWorkflow(ctx context.Context, options StartWorkflowOptions, workflow any, args ...any) (WorkflowRun, error)
}
