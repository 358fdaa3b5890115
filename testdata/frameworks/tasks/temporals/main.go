// Command temporals has a page that starts a workflow, and the workflow's activity.
package main

import (
	"context"
	"net/http"
	"time"

	"github.com/nexus-rpc/sdk-go/nexus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.com/tasks/loop"
)

type signedIn struct{}

type site struct{ c client.Client }

func main() {
	c, err := client.Dial(client.Options{})
	if err != nil {
		return
	}
	w := worker.New(c, "labs", worker.Options{})
	w.RegisterWorkflow(Fetch)
	w.RegisterActivity(&Activities{})
	service := nexus.NewService("labs")
	service.Register(nexus.NewSyncOperation("labs", look))
	w.RegisterNexusService(service)
	w.Start()
	s := &site{c}
	http.HandleFunc("POST /labs", s.ask)
	http.ListenAndServe(":8080", nil)
}

func (s *site) ask(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	s.c.ExecuteWorkflow(r.Context(), client.StartWorkflowOptions{TaskQueue: "labs"}, Fetch, id)
}

// Fetch is the workflow.
func Fetch(ctx workflow.Context, id string) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	var a *Activities
	return workflow.ExecuteActivity(ctx, a.Labs, id).Get(ctx, nil)
}

// Activities are what the worker does.
type Activities struct{}

// Labs fetches.
func (*Activities) Labs(ctx context.Context, id string) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return err
}

// Probe is called by nobody here.
func (*Activities) Probe(ctx context.Context) error {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=pilot")
	return err
}

// look is called by workflows of others.
func look(ctx context.Context, id string, _ nexus.StartOperationOptions) (nexus.NoValue, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return nil, err
}
