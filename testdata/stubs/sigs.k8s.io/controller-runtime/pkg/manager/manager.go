// Package manager has the signatures of sigs.k8s.io/controller-runtime/pkg/manager that cases use.
package manager

import "context"

type Runnable interface{ Start(context.Context) error }

type RunnableFunc func(context.Context) error

func (r RunnableFunc) Start(ctx context.Context) error { return nil }

type Manager interface{ Add(Runnable) error }
