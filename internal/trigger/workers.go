package trigger

import "github.com/m2me/m2me/internal/rest"

// Workers are task queues whose workers have names: gocraft/work, Faktory,
// machinery.
func Workers() Trigger {
	return Trigger{
		Name: "workers",
		Regs: []Reg{
			{Func: "github.com/gocraft/work.WorkerPool.Job", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: "github.com/gocraft/work.WorkerPool.JobWithOptions", Pattern: 0, Fn: 2, Kind: rest.Event},
			{Func: "github.com/gocraft/work.WorkerPool.Middleware", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: "github.com/contribsys/faktory_worker_go.Manager.Register", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: "github.com/RichardKnop/machinery/v2.Server.RegisterTask", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: "github.com/RichardKnop/machinery/v2.Server.RegisterTasks", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: "github.com/RichardKnop/machinery/v1.Server.RegisterTask", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: "github.com/RichardKnop/machinery/v1.Server.RegisterTasks", Pattern: None, Fn: 0, Kind: rest.Event},
		},
		Shapes: []Shape{{Params: []string{"github.com/gocraft/work.Job"}, Kind: rest.Event}},
		Enqueues: []Enqueue{
			{Func: "github.com/gocraft/work.Enqueuer.Enqueue", Topic: 0},
			{Func: "github.com/gocraft/work.Enqueuer.EnqueueIn", Topic: 0},
			{Func: "github.com/gocraft/work.Enqueuer.EnqueueUnique", Topic: 0},
			{Func: "github.com/gocraft/work.Enqueuer.EnqueueUniqueIn", Topic: 0},
			{Func: "github.com/contribsys/faktory/client.NewJob", Topic: 0},
			{Func: "github.com/RichardKnop/machinery/v2.Server.SendTask", Topic: 0},
			{Func: "github.com/RichardKnop/machinery/v2.Server.SendTaskWithContext", Topic: 1},
			{Func: "github.com/RichardKnop/machinery/v1.Server.SendTask", Topic: 0},
			{Func: "github.com/RichardKnop/machinery/v1.Server.SendTaskWithContext", Topic: 1},
		},
		Payloads: []Payload{{Type: "github.com/gocraft/work.Job", Subject: rest.Job}},
	}
}
