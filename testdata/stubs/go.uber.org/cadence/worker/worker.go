// Package worker has the signatures of go.uber.org/cadence/worker that cases use.
package worker

type Worker interface {
	RegisterWorkflow(w any)
	RegisterActivity(a any)
	Start() error
}

type Options struct{}
