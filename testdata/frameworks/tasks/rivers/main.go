// Command rivers has a page that hands work over, a worker for it, and one for a job of
// the night.
package main

import (
	"context"
	"net/http"
	"time"

	"github.com/riverqueue/river"

	"example.com/tasks/loop"
)

type signedIn struct{}

type fetchArgs struct{ User string }

func (fetchArgs) Kind() string { return "fetch" }

type nightlyArgs struct{}

func (nightlyArgs) Kind() string { return "nightly" }

type fetcher struct {
	river.WorkerDefaults[fetchArgs]
}

func (*fetcher) Work(ctx context.Context, job *river.Job[fetchArgs]) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + job.Args.User)
	return err
}

type sweeper struct {
	river.WorkerDefaults[nightlyArgs]
}

func (*sweeper) Work(ctx context.Context, job *river.Job[nightlyArgs]) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	return err
}

type site struct{ jobs *river.Client[any] }

func main() {
	workers := river.NewWorkers()
	river.AddWorker(workers, &fetcher{})
	river.AddWorker(workers, &sweeper{})
	c, err := river.NewClient[any](nil, &river.Config{Workers: workers, PeriodicJobs: []*river.PeriodicJob{
		river.NewPeriodicJob(river.PeriodicInterval(time.Hour), func() (river.JobArgs, *river.InsertOpts) { return nightlyArgs{}, nil }, nil),
	}})
	if err != nil {
		return
	}
	s := &site{c}
	http.HandleFunc("POST /labs", s.ask)
	http.ListenAndServe(":8080", nil)
}

func (s *site) ask(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	s.jobs.Insert(r.Context(), fetchArgs{User: id}, nil)
}
