// Package builder has the signatures of sigs.k8s.io/controller-runtime/pkg/builder that cases use.
package builder

import "sigs.k8s.io/controller-runtime/pkg/reconcile"

type TypedBuilder[request comparable] struct{}

type Builder = TypedBuilder[reconcile.Request]

func (b *TypedBuilder[request]) For(object any) *TypedBuilder[request]               { return b }
func (b *TypedBuilder[request]) Complete(r reconcile.TypedReconciler[request]) error { return nil }
