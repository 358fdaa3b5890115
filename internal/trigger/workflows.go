package trigger

import "github.com/m2me/m2me/internal/rest"

// Workflows are Temporal and Cadence. Workflows and activities are called by
// themselves or by their names; of a value with methods all are activities. An
// operation of Nexus is called by workflows elsewhere.
func Workflows() Trigger {
	t := Trigger{
		Name:     "workflows",
		Regs:     []Reg{{Func: "github.com/nexus-rpc/sdk-go/nexus.NewSyncOperation", Pattern: 0, Fn: 1, Kind: rest.Event}},
		Enqueues: []Enqueue{{Func: "go.temporal.io/sdk/workflow.NexusClient.ExecuteOperation", Topic: 1}},
	}
	activities := func(fn string) Reg {
		return Reg{Func: fn, Pattern: None, Fn: 0, Kind: rest.Event, Methods: []string{Exported}}
	}
	for _, path := range []string{"go.temporal.io/sdk/", "go.uber.org/cadence/"} {
		for _, typ := range []string{"worker.Worker.", "worker.Registry.", "worker.WorkflowRegistry.", "worker.ActivityRegistry."} {
			t.Regs = append(t.Regs,
				Reg{Func: path + typ + "RegisterWorkflow", Pattern: None, Fn: 0, Kind: rest.Event},
				Reg{Func: path + typ + "RegisterWorkflowWithOptions", Pattern: 1, Fn: 0, Kind: rest.Event},
				activities(path+typ+"RegisterActivity"), activities(path+typ+"RegisterActivityWithOptions"))
		}
		t.Regs = append(t.Regs,
			Reg{Func: path + "workflow.Register", Pattern: None, Fn: 0, Kind: rest.Event},
			Reg{Func: path + "workflow.RegisterWithOptions", Pattern: 1, Fn: 0, Kind: rest.Event},
			activities(path+"activity.Register"), activities(path+"activity.RegisterWithOptions"))
		for _, typ := range []string{"client.Client.", "internal.Client."} {
			t.Enqueues = append(t.Enqueues,
				Enqueue{Func: path + typ + "ExecuteWorkflow", Topic: 2},
				Enqueue{Func: path + typ + "StartWorkflow", Topic: 2},
				Enqueue{Func: path + typ + "SignalWithStartWorkflow", Topic: 5},
				Enqueue{Func: path + typ + "ExecuteActivity", Topic: 2})
		}
		for _, name := range []string{"ExecuteActivity", "ExecuteLocalActivity", "ExecuteChildWorkflow"} {
			t.Enqueues = append(t.Enqueues, Enqueue{Func: path + "workflow." + name, Topic: 1})
		}
	}
	return t
}
