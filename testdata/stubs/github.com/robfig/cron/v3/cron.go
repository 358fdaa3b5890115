// Package cron has the signatures of github.com/robfig/cron/v3 that cases use.
package cron

import "time"

type EntryID int

type Job interface{ Run() }

type FuncJob func()

func (f FuncJob) Run() {}

type Schedule interface{ Next(time.Time) time.Time }

type Cron struct{}

type Option func(*Cron)

type Chain struct{}

type JobWrapper func(Job) Job

func New(opts ...Option) *Cron                                 { return nil }
func WithSeconds() Option                                      { return nil }
func Every(time.Duration) Schedule                             { return nil }
func ParseStandard(spec string) (Schedule, error)              { return nil, nil }
func NewChain(c ...JobWrapper) Chain                           { return Chain{} }
func (Chain) Then(j Job) Job                                   { return nil }
func (*Cron) AddFunc(spec string, cmd func()) (EntryID, error) { return 0, nil }
func (*Cron) AddJob(spec string, cmd Job) (EntryID, error)     { return 0, nil }
func (*Cron) Schedule(schedule Schedule, cmd Job) EntryID      { return 0 }
func (*Cron) Start()                                           {}
func (*Cron) Run()                                             {}
