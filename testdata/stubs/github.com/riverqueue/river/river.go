// Package river has the signatures of github.com/riverqueue/river that cases use.
package river

import "context"

type JobArgs interface{ Kind() string }

type Job[T JobArgs] struct {
	Args T
}

type InsertOpts struct{}

type InsertManyParams struct {
	Args       JobArgs
	InsertOpts *InsertOpts
}

type Worker[T JobArgs] interface {
	Work(ctx context.Context, job *Job[T]) error
}

type WorkerDefaults[T JobArgs] struct{}

type Workers struct{}

func NewWorkers() *Workers                                                 { return nil }
func AddWorker[T JobArgs](workers *Workers, worker Worker[T])              {}
func WorkFunc[T JobArgs](f func(context.Context, *Job[T]) error) Worker[T] { return nil }

type Client[TTx any] struct{}

func (*Client[TTx]) Insert(ctx context.Context, args JobArgs, opts *InsertOpts) (*int, error) {
	return nil, nil
}
func (*Client[TTx]) InsertTx(ctx context.Context, tx TTx, args JobArgs, opts *InsertOpts) (*int, error) {
	return nil, nil
}
func (*Client[TTx]) InsertMany(ctx context.Context, params []InsertManyParams) ([]*int, error) {
	return nil, nil
}

type PeriodicSchedule interface{}

type PeriodicJob struct{}

func NewPeriodicJob(s PeriodicSchedule, f func() (JobArgs, *InsertOpts), opts *int) *PeriodicJob {
	return nil
}
