// Package faktory_worker has the signatures of github.com/contribsys/faktory_worker_go that cases use.
package faktory_worker

import "context"

type Perform func(ctx context.Context, args ...interface{}) error

type Manager struct{}

func NewManager() *Manager { return nil }

func (mgr *Manager) Register(name string, fn Perform) {}
