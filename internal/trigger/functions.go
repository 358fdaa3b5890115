package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	gcfPath       = "github.com/GoogleCloudPlatform/functions-framework-go/"
	admissionPath = "sigs.k8s.io/controller-runtime/pkg/webhook/admission."
	webhookBuild  = "sigs.k8s.io/controller-runtime/pkg/builder.WebhookBuilder."
)

// Functions is the functions framework of Google Cloud. A typed function may be
// called by anything.
func Functions() Trigger {
	return Trigger{
		Name: "functions framework",
		Regs: []Reg{
			{Func: gcfPath + "functions.HTTP", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: gcfPath + "functions.CloudEvent", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: gcfPath + "functions.Typed", Pattern: None, Fn: 1, ByInput: true},
			{Func: gcfPath + "funcframework.RegisterHTTPFunction", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: gcfPath + "funcframework.RegisterHTTPFunctionContext", Pattern: 1, Fn: 2, Kind: rest.ByUser},
			{Func: gcfPath + "funcframework.RegisterEventFunction", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: gcfPath + "funcframework.RegisterEventFunctionContext", Pattern: 1, Fn: 2, Kind: rest.Event},
			{Func: gcfPath + "funcframework.RegisterCloudEventFunctionContext", Pattern: 1, Fn: 2, Kind: rest.Event},
		},
		Shapes:   []Shape{{Params: []string{"context.Context", "github.com/cloudevents/sdk-go/v2/event.Event"}, Kind: rest.Event}},
		Payloads: []Payload{{Type: "github.com/cloudevents/sdk-go/v2/event.Event", Subject: rest.Job}},
	}
}

// Admission is what the Kubernetes API server asks before it stores an object.
func Admission() Trigger {
	return Trigger{
		Name: "admission",
		Regs: []Reg{
			{Func: webhookBuild + "WithValidator", Pattern: None, Fn: 0, Methods: validates, Kind: rest.Event},
			{Func: webhookBuild + "WithCustomValidator", Pattern: None, Fn: 0, Methods: validates, Kind: rest.Event},
			{Func: webhookBuild + "WithDefaulter", Pattern: None, Fn: 0, Methods: []string{"Default"}, Kind: rest.Event},
			{Func: webhookBuild + "WithCustomDefaulter", Pattern: None, Fn: 0, Methods: []string{"Default"}, Kind: rest.Event},
			{Func: admissionPath + "WithValidator", Pattern: None, Fn: 1, Methods: validates, Kind: rest.Event},
			{Func: admissionPath + "WithCustomValidator", Pattern: None, Fn: 2, Methods: validates, Kind: rest.Event},
			{Func: admissionPath + "WithDefaulter", Pattern: None, Fn: 1, Methods: []string{"Default"}, Kind: rest.Event},
			{Func: admissionPath + "WithCustomDefaulter", Pattern: None, Fn: 2, Methods: []string{"Default"}, Kind: rest.Event},
		},
		Methods: []Method{
			{Iface: admissionPath + "Handler", Name: "Handle", Kind: rest.Event},
			{Iface: admissionPath + "CustomValidator", Name: "ValidateCreate", Kind: rest.Event},
			{Iface: admissionPath + "CustomValidator", Name: "ValidateUpdate", Kind: rest.Event},
			{Iface: admissionPath + "CustomValidator", Name: "ValidateDelete", Kind: rest.Event},
			{Iface: admissionPath + "CustomDefaulter", Name: "Default", Kind: rest.Event},
		},
		Shapes:   []Shape{{Params: []string{"context.Context", admissionPath + "Request"}, Kind: rest.Event}},
		Payloads: []Payload{{Type: admissionPath + "Request", Subject: rest.Job}},
	}
}

var validates = []string{"ValidateCreate", "ValidateUpdate", "ValidateDelete"}
