package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	runtime = "sigs.k8s.io/controller-runtime/pkg/"
	tools   = "k8s.io/client-go/tools/"
)

// Controllers are Kubernetes controllers: controller-runtime, informers and
// leader election. A change of an object starts them, not a user.
func Controllers() Trigger {
	return Trigger{
		Name: "controllers",
		Regs: []Reg{
			{Func: runtime + "builder.TypedBuilder.Complete", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"Reconcile"}},
			{Func: runtime + "builder.TypedBuilder.Build", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"Reconcile"}},
			{Func: runtime + "builder.Builder.Complete", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"Reconcile"}},
			{Func: runtime + "builder.Builder.Build", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"Reconcile"}},
			{Func: runtime + "reconcile.AsReconciler", Pattern: None, Fn: 1, Kind: rest.Event, Methods: []string{"Reconcile"}},
			{Func: runtime + "manager.Manager.Add", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"Start"}},
			{Func: runtime + "manager.Manager.AddHealthzCheck", Pattern: None, Fn: 1, Kind: rest.Event},
			{Func: runtime + "manager.Manager.AddReadyzCheck", Pattern: None, Fn: 1, Kind: rest.Event},
			{Func: runtime + "webhook.Server.Register", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: runtime + "cluster.Cluster.Add", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"Start"}},
			{Func: runtime + "handler.EnqueueRequestsFromMapFunc", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: runtime + "handler.TypedEnqueueRequestsFromMapFunc", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: tools + "cache.SharedInformer.AddEventHandler", Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{"OnAdd", "OnUpdate", "OnDelete"}},
		},
		Methods: []Method{
			{Iface: runtime + "reconcile.Reconciler", Name: "Reconcile", Kind: rest.Event},
			{Iface: tools + "cache.ResourceEventHandler", Name: "OnAdd", Kind: rest.Event},
			{Iface: tools + "cache.ResourceEventHandler", Name: "OnUpdate", Kind: rest.Event},
			{Iface: tools + "cache.ResourceEventHandler", Name: "OnDelete", Kind: rest.Event},
		},
		Fields: []Field{
			{Type: runtime + "controller.TypedOptions", Names: []string{"Reconciler"}, Kind: rest.Event, Methods: []string{"Reconcile"}},
			{Type: tools + "cache.ResourceEventHandlerFuncs", Names: []string{"AddFunc", "UpdateFunc", "DeleteFunc"}, Kind: rest.Event},
			{Type: tools + "cache.ResourceEventHandlerDetailedFuncs", Names: []string{"AddFunc", "UpdateFunc", "DeleteFunc"}, Kind: rest.Event},
			{Type: runtime + "handler.TypedFuncs", Names: []string{"CreateFunc", "UpdateFunc", "DeleteFunc", "GenericFunc"}, Kind: rest.Event},
			{Type: runtime + "handler.Funcs", Names: []string{"CreateFunc", "UpdateFunc", "DeleteFunc", "GenericFunc"}, Kind: rest.Event},
			{Type: tools + "leaderelection.LeaderCallbacks", Names: []string{"OnStartedLeading", "OnStoppedLeading", "OnNewLeader"}, Kind: rest.Event},
		},
		Shapes: []Shape{
			{Params: []string{"context.Context", runtime + "reconcile.Request"}, Kind: rest.Event},
		},
		Payloads: []Payload{
			{Type: runtime + "reconcile.Request", Subject: rest.Job},
		},
	}
}
