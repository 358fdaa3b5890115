// Package asynq has the signatures of github.com/hibiken/asynq that cases use.
package asynq

import "context"

type Task struct{}

type Option interface{}

type TaskInfo struct{}

func NewTask(typename string, payload []byte, opts ...Option) *Task { return nil }

func (*Task) Type() string    { return "" }
func (*Task) Payload() []byte { return nil }

type Handler interface {
	ProcessTask(context.Context, *Task) error
}

type HandlerFunc func(context.Context, *Task) error

func (HandlerFunc) ProcessTask(context.Context, *Task) error { return nil }

type ServeMux struct{}

func NewServeMux() *ServeMux { return nil }

func (*ServeMux) HandleFunc(pattern string, h func(context.Context, *Task) error) {}
func (*ServeMux) Handle(pattern string, h Handler)                                {}
func (*ServeMux) ProcessTask(context.Context, *Task) error                        { return nil }

type Client struct{}

func (*Client) Enqueue(task *Task, opts ...Option) (*TaskInfo, error) { return nil, nil }
func (*Client) EnqueueContext(ctx context.Context, task *Task, opts ...Option) (*TaskInfo, error) {
	return nil, nil
}

type Server struct{}

func (*Server) Run(h Handler) error { return nil }
