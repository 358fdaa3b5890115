// Package reconcile has the signatures of sigs.k8s.io/controller-runtime/pkg/reconcile that cases use.
package reconcile

import "context"

type NamespacedName struct{ Namespace, Name string }

type Request struct{ NamespacedName }

type Result struct{}

type TypedReconciler[request comparable] interface {
	Reconcile(context.Context, request) (Result, error)
}

type Reconciler = TypedReconciler[Request]

type TypedFunc[request comparable] func(context.Context, request) (Result, error)

func (r TypedFunc[request]) Reconcile(ctx context.Context, req request) (Result, error) {
	return Result{}, nil
}

type Func = TypedFunc[Request]
