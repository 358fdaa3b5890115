package builder

import "sigs.k8s.io/controller-runtime/pkg/webhook/admission"

type WebhookBuilder[T any] struct{}

func (b *WebhookBuilder[T]) WithValidator(validator admission.Validator[T]) *WebhookBuilder[T] {
	return b
}
func (b *WebhookBuilder[T]) WithDefaulter(defaulter admission.Defaulter[T]) *WebhookBuilder[T] {
	return b
}
func (b *WebhookBuilder[T]) Complete() error { return nil }
