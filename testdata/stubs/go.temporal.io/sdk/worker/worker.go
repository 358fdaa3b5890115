// Package worker has the signatures of go.temporal.io/sdk/worker that cases use.
package worker

type WorkflowRegistry interface {
	RegisterWorkflow(w any)
}

type ActivityRegistry interface {
	RegisterActivity(a any)
}

type Worker interface {
	WorkflowRegistry
	ActivityRegistry
	Run(interruptCh <-chan any) error
}
