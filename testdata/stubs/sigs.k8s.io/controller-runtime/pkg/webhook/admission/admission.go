// Package admission has the signatures of sigs.k8s.io/controller-runtime/pkg/webhook/admission that cases use.
package admission

import "context"

type UserInfo struct{ Username string }

type AdmissionRequest struct {
	Name     string
	UserInfo UserInfo
}

type Request struct{ AdmissionRequest }

type Response struct{ Allowed bool }

func Allowed(message string) Response { return Response{} }

type Warnings []string

type Handler interface {
	Handle(context.Context, Request) Response
}

type HandlerFunc func(context.Context, Request) Response

func (f HandlerFunc) Handle(ctx context.Context, req Request) Response { return Response{} }

type Webhook struct{ Handler Handler }

type Validator[T any] interface {
	ValidateCreate(ctx context.Context, obj T) (Warnings, error)
	ValidateUpdate(ctx context.Context, oldObj, newObj T) (Warnings, error)
	ValidateDelete(ctx context.Context, obj T) (Warnings, error)
}

type Defaulter[T any] interface {
	Default(ctx context.Context, obj T) error
}

func WithDefaulter[T any](scheme any, defaulter Defaulter[T]) *Webhook { return nil }
func WithValidator[T any](scheme any, validator Validator[T]) *Webhook { return nil }
