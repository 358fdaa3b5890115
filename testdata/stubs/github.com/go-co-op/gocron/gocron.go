// Package gocron has the signatures of github.com/go-co-op/gocron that cases use.
package gocron

import "time"

type Job struct{}

type Scheduler struct{}

func NewScheduler(loc *time.Location) *Scheduler { return nil }

func (s *Scheduler) Every(interval interface{}) *Scheduler                      { return s }
func (s *Scheduler) Day() *Scheduler                                            { return s }
func (s *Scheduler) At(i interface{}) *Scheduler                                { return s }
func (s *Scheduler) Do(jobFun interface{}, params ...interface{}) (*Job, error) { return nil, nil }
func (s *Scheduler) StartAsync()                                                {}
