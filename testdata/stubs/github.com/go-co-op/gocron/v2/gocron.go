// Package gocron has the signatures of github.com/go-co-op/gocron/v2 that cases use.
package gocron

import "time"

type Task func()

type JobDefinition interface{}

type JobOption func()

type Job interface{}

type Scheduler interface {
	NewJob(JobDefinition, Task, ...JobOption) (Job, error)
	Start()
}

func NewScheduler() (Scheduler, error)             { return nil, nil }
func DurationJob(d time.Duration) JobDefinition    { return nil }
func NewTask(function any, parameters ...any) Task { return nil }
