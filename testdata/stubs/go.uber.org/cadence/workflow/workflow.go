// Package workflow has the signatures of go.uber.org/cadence/workflow that cases use.
package workflow

type Context interface{ Value(key any) any }

type Future interface {
	Get(ctx Context, valuePtr any) error
}

func Register(workflowFunc any) {}

func ExecuteActivity(ctx Context, activity any, args ...any) Future { return nil }
