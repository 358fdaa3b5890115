// Command operators is a manager of controller-runtime with all that it runs:
// reconcilers, what maps events to them, runnables, a probe and admission. Pages are
// served by it too, and what they ask for is asked for by a user.
package main

import (
	"context"
	"net/http"
	"os"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
	"sigs.k8s.io/controller-runtime/pkg/webhook"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"

	"example.com/controllers/loop"
)

func main() {
	ctx := ctrl.SetupSignalHandler()
	mgr, err := ctrl.NewManager(&rest.Config{}, ctrl.Options{LeaderElection: true, LeaderElectionID: "members"})
	if err != nil {
		os.Exit(1)
	}
	if err := controllers(mgr); err != nil {
		os.Exit(1)
	}
	if err := runnables(mgr); err != nil {
		os.Exit(1)
	}
	if err := hooks(mgr); err != nil {
		os.Exit(1)
	}
	go func() {
		<-mgr.Elected()
		loop.Client(ctx).Get(loop.Labs + "?user_id=" + os.Getenv("PILOT"))
	}()
	if err := mgr.Start(ctx); err != nil {
		os.Exit(1)
	}
}

func controllers(mgr ctrl.Manager) error {
	err := ctrl.NewControllerManagedBy(mgr).
		For(&Member{}).
		Owns(&metav1.PartialObjectMetadata{}).
		Watches(&Member{}, handler.EnqueueRequestsFromMapFunc(household)).
		Complete(&members{Client: mgr.GetClient()})
	if err != nil {
		return err
	}
	err = ctrl.NewControllerManagedBy(mgr).
		Named("named").
		Watches(&Member{}, handler.Funcs{DeleteFunc: forget}).
		Complete(reconcile.Func(func(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
			_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.Name)
			return reconcile.Result{}, err
		}))
	if err != nil {
		return err
	}
	return ctrl.NewControllerManagedBy(mgr).Named("objects").For(&Member{}).
		Complete(reconcile.AsReconciler[*Member](mgr.GetClient(), objects{}))
}

// members reconciles what a cluster has of members.
type members struct{ client.Client }

func (r *members) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	var m Member
	if err := r.Get(ctx, req.NamespacedName, &m); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if _, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + m.Spec.UserID); err != nil {
		return ctrl.Result{}, err
	}
	return ctrl.Result{RequeueAfter: time.Hour}, nil
}

// objects is given the object itself.
type objects struct{}

func (objects) Reconcile(ctx context.Context, m *Member) (reconcile.Result, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + m.Spec.UserID)
	return reconcile.Result{}, err
}

func household(ctx context.Context, obj client.Object) []reconcile.Request {
	if _, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + obj.GetLabels()["user"]); err != nil {
		return nil
	}
	return []reconcile.Request{{NamespacedName: types.NamespacedName{Name: obj.GetName()}}}
}

func runnables(mgr ctrl.Manager) error {
	if err := mgr.Add(&nightly{pilot: os.Getenv("PILOT")}); err != nil {
		return err
	}
	err := mgr.Add(manager.RunnableFunc(func(ctx context.Context) error {
		_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + os.Getenv("PILOT"))
		return err
	}))
	if err != nil {
		return err
	}
	if err := mgr.AddReadyzCheck("platform", reachable); err != nil {
		return err
	}
	return serve(mgr)
}

// nightly runs where the leader is.
type nightly struct{ pilot string }

func (n *nightly) NeedLeaderElection() bool { return true }

func (n *nightly) Start(ctx context.Context) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + n.pilot)
	return err
}

// reachable is asked by the kubelet.
func reachable(r *http.Request) error {
	_, err := loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + os.Getenv("PILOT"))
	return err
}

func hooks(mgr ctrl.Manager) error {
	s := mgr.GetWebhookServer()
	s.Register("/gate", &webhook.Admission{Handler: gate{}})
	s.Register("/who", &webhook.Admission{Handler: admission.HandlerFunc(who)})
	return ctrl.NewWebhookManagedBy(mgr, &Member{}).
		WithValidator(rules{}).
		WithDefaulter(defaults{}).
		Complete()
}

type gate struct{}

func (gate) Handle(ctx context.Context, req admission.Request) admission.Response {
	if _, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.Name); err != nil {
		return admission.Denied("unknown")
	}
	return admission.Allowed("")
}

func who(ctx context.Context, req admission.Request) admission.Response {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.UserInfo.Username)
	return admission.Allowed("")
}
