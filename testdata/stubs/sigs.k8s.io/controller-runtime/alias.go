// Package controllerruntime has the signatures of sigs.k8s.io/controller-runtime that cases use.
package controllerruntime

import (
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

type (
	Request = reconcile.Request
	Result  = reconcile.Result
	Manager = manager.Manager
)

func NewControllerManagedBy(m manager.Manager) *builder.Builder { return nil }

func NewWebhookManagedBy[T any](m manager.Manager, obj T) *builder.WebhookBuilder[T] { return nil }
