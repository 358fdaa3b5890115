// Package webhook has the signatures of sigs.k8s.io/controller-runtime/pkg/webhook that cases use.
package webhook

import "sigs.k8s.io/controller-runtime/pkg/webhook/admission"

type Admission = admission.Webhook

type Server interface {
	Register(path string, hook any)
}
