package trigger

import "github.com/m2me/m2me/internal/rest"

// Cron is github.com/robfig/cron, all versions.
var Cron = cron()

func cron() Trigger {
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

// Time is what the standard library runs on a timer.
var Time = Trigger{
	Name: "time",
	Regs: []Reg{
		{Func: "time.AfterFunc", Pattern: 0, Fn: 1, Kind: rest.Scheduled},
	},
	Pulls: []Pull{
		{Func: "time.Sleep", Kind: rest.Scheduled},
		{Func: "time.After", Kind: rest.Scheduled},
	},
}
