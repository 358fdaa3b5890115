package trigger

import "github.com/m2me/m2me/internal/rest"

// Time is what the standard library runs on a timer.
func Time() Trigger {
	return Trigger{
		Name: "time",
		Regs: []Reg{
			{Func: "time.AfterFunc", Pattern: 0, Fn: 1, Kind: rest.Scheduled},
		},
		Pulls: []Pull{
			{Func: "time.Sleep", Kind: rest.Scheduled},
			{Func: "time.After", Kind: rest.Scheduled},
		},
	}
}

// Wait is k8s.io/apimachinery/pkg/util/wait. Until and its kind run until the
// program is told to stop. Poll and its kind wait for something to be done, so
// they run for whoever waits.
func Wait() Trigger {
	const path = "k8s.io/apimachinery/pkg/util/wait."
	t := Trigger{Name: "wait"}
	for _, name := range []string{"Until", "Forever", "JitterUntil", "NonSlidingUntil", "BackoffUntil"} {
		t.Regs = append(t.Regs, Reg{Func: path + name, Pattern: None, Fn: 0, Kind: rest.Scheduled})
	}
	for _, name := range []string{"UntilWithContext", "JitterUntilWithContext", "NonSlidingUntilWithContext", "BackoffUntilWithContext"} {
		t.Regs = append(t.Regs, Reg{Func: path + name, Pattern: None, Fn: 1, Kind: rest.Scheduled})
	}
	return t
}
