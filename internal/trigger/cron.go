package trigger

import "github.com/m2me/m2me/internal/rest"

// Cron is github.com/robfig/cron, all versions.
func Cron() Trigger {
	t := Trigger{Name: "cron"}
	for _, path := range []string{"github.com/robfig/cron/v3", "github.com/robfig/cron", "gopkg.in/robfig/cron.v2", "github.com/netresearch/go-cron"} {
		t.Regs = append(t.Regs,
			Reg{Func: path + ".Cron.AddFunc", Pattern: 0, Fn: 1, Kind: rest.Scheduled},
			Reg{Func: path + ".Cron.AddJob", Pattern: 0, Fn: 1, Kind: rest.Scheduled},
			Reg{Func: path + ".Cron.Schedule", Pattern: None, Fn: 1, Kind: rest.Scheduled},
			Reg{Func: path + ".FuncJob", Pattern: None, Fn: 0, Kind: rest.Scheduled},
		)
		t.Methods = append(t.Methods, Method{Iface: path + ".Job", Name: "Run", Kind: rest.Scheduled})
	}
	return t
}

// Gocron is github.com/go-co-op/gocron, versions 1 and 2, and what they came
// from.
func Gocron() Trigger {
	return Trigger{
		Name: "gocron",
		Regs: []Reg{
			{Func: "github.com/go-co-op/gocron/v2.NewTask", Pattern: None, Fn: 0, Kind: rest.Scheduled},
			{Func: "github.com/go-co-op/gocron.Scheduler.Do", Pattern: None, Fn: 0, Kind: rest.Scheduled},
			{Func: "github.com/go-co-op/gocron.Scheduler.DoWithJobDetails", Pattern: None, Fn: 0, Kind: rest.Scheduled},
			{Func: "github.com/jasonlvhit/gocron.Job.Do", Pattern: None, Fn: 0, Kind: rest.Scheduled},
		},
	}
}
