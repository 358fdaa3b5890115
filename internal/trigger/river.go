package trigger

import "github.com/m2me/m2me/internal/rest"

const riverPath = "github.com/riverqueue/river."

// River is github.com/riverqueue/river. A job goes to the worker of the type of
// its arguments.
func River() Trigger {
	return Trigger{
		Name: "river",
		Regs: []Reg{
			{Func: riverPath + "AddWorker", Pattern: None, Fn: 1, Kind: rest.Event, Methods: []string{"Work"}},
			{Func: riverPath + "AddWorkerSafely", Pattern: None, Fn: 1, Kind: rest.Event, Methods: []string{"Work"}},
			{Func: riverPath + "AddWorkerArgs", Pattern: None, Fn: 2, Kind: rest.Event, Methods: []string{"Work"}},
			{Func: riverPath + "WorkFunc", Pattern: None, Fn: 0, Kind: rest.Event},
			{Func: riverPath + "NewPeriodicJob", Pattern: None, Fn: 1, Kind: rest.Scheduled},
		},
		Shapes: []Shape{{Params: []string{"context.Context", riverPath + "Job"}, Kind: rest.Event}},
		Enqueues: []Enqueue{
			{Func: riverPath + "Client.Insert", Topic: 1},
			{Func: riverPath + "Client.InsertTx", Topic: 2},
			{Func: riverPath + "Client.InsertMany", Topic: 1},
			{Func: riverPath + "Client.InsertManyTx", Topic: 2},
			{Func: riverPath + "Client.InsertManyFast", Topic: 1},
			{Func: riverPath + "Client.InsertManyFastTx", Topic: 2},
		},
		Payloads: []Payload{{Type: riverPath + "Job", Subject: rest.Job}},
	}
}
