package main

import (
	"context"

	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"

	"example.com/controllers/loop"
)

func forget(ctx context.Context, e event.TypedDeleteEvent[client.Object], _ workqueue.TypedRateLimitingInterface[reconcile.Request]) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + e.Object.GetName())
}

type rules struct{}

func (rules) ValidateCreate(ctx context.Context, m *Member) (admission.Warnings, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + m.Spec.UserID)
	return nil, err
}

func (rules) ValidateUpdate(ctx context.Context, old, m *Member) (admission.Warnings, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + old.Spec.UserID)
	return nil, err
}

func (rules) ValidateDelete(context.Context, *Member) (admission.Warnings, error) { return nil, nil }

type defaults struct{}

func (defaults) Default(ctx context.Context, m *Member) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + m.Spec.UserID)
	return err
}
