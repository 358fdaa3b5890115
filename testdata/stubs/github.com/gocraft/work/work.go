// Package work has the signatures of github.com/gocraft/work that cases use.
package work

type Q map[string]interface{}

type Job struct{ Args map[string]interface{} }

func (j *Job) ArgString(key string) string { return "" }

type WorkerPool struct{}

func NewWorkerPool(ctx interface{}, concurrency uint, namespace string) *WorkerPool { return nil }

func (wp *WorkerPool) Job(name string, fn interface{}) *WorkerPool { return wp }

type Enqueuer struct{}

func (e *Enqueuer) Enqueue(jobName string, args map[string]interface{}) (*Job, error) {
	return nil, nil
}
