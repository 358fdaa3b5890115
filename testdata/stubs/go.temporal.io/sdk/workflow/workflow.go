// Package workflow has the signatures of go.temporal.io/sdk/workflow that cases use.
package workflow

type Context interface{ Value(key any) any }

type Future interface {
	Get(ctx Context, valuePtr any) error
}

func ExecuteActivity(ctx Context, activity any, args ...any) Future { return nil }
