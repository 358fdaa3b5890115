package trigger

import "github.com/m2me/m2me/internal/rest"

const asynqPath = "github.com/hibiken/asynq."

// Asynq is github.com/hibiken/asynq.
func Asynq() Trigger {
	return Trigger{
		Name: "asynq",
		Regs: []Reg{
			{Func: asynqPath + "ServeMux.HandleFunc", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: asynqPath + "ServeMux.Handle", Pattern: 0, Fn: 1, Kind: rest.Event},
			{Func: asynqPath + "Server.Run", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: asynqPath + "Server.Start", Pattern: None, Fn: 0, Kind: rest.Event},
		},
		Methods: []Method{
			{Iface: asynqPath + "Handler", Name: "ProcessTask", Kind: rest.Event},
			{Iface: asynqPath + "PeriodicTaskConfigProvider", Name: "GetConfigs", Kind: rest.Scheduled},
		},
		Shapes: []Shape{{Params: []string{"context.Context", asynqPath + "Task"}, Kind: rest.Event}},
		Enqueues: []Enqueue{
			{Func: asynqPath + "NewTask", Topic: 0},
			{Func: asynqPath + "NewTaskWithHeaders", Topic: 0},
		},
		Payloads: []Payload{{Type: asynqPath + "Task", Subject: rest.Job}},
	}
}
