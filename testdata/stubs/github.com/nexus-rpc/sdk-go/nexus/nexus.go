// Package nexus has the signatures of github.com/nexus-rpc/sdk-go/nexus that cases use.
package nexus

import "context"

type NoValue *struct{}

type StartOperationOptions struct{ RequestID string }

type Operation[I, O any] interface{ Name() string }

func NewSyncOperation[I, O any](name string, handler func(ctx context.Context, input I, options StartOperationOptions) (O, error)) Operation[I, O] {
	return nil
}
