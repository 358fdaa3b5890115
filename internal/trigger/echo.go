package trigger

import "github.com/m2me/m2me/internal/rest"

// Echo is github.com/labstack/echo, versions 4 and 5.
func Echo() Trigger {
	t := Trigger{Name: "echo"}
	for _, path := range []string{"github.com/labstack/echo/v4.", "github.com/labstack/echo/v5."} {
		for _, typ := range []string{path + "Echo.", path + "Group."} {
			for _, verb := range verbs {
				t.Regs = append(t.Regs, Reg{Func: typ + verb, Pattern: 0, Fn: All, Method: verb, Kind: rest.ByUser})
			}
			t.Regs = append(t.Regs,
				Reg{Func: typ + "Any", Pattern: 0, Fn: All, Kind: rest.ByUser},
				Reg{Func: typ + "Match", Pattern: 1, Fn: All, Kind: rest.ByUser},
				Reg{Func: typ + "Add", Pattern: 1, Fn: All, Method: "arg", Kind: rest.ByUser})
			t.Routers = append(t.Routers,
				Router{Func: typ + "Group", Form: SubRouter, Pattern: 0},
				Router{Func: typ + "Use", Form: Middleware, Pattern: None},
				Router{Func: typ + "Pre", Form: Middleware, Pattern: None})
		}
		t.Regs = append(t.Regs, Reg{Func: path + "Context.Set", Pattern: 0, Fn: 1, Keeps: true})
		t.RouterTypes = append(t.RouterTypes, path+"Echo", path+"Group")
		t.Shapes = append(t.Shapes, Shape{Params: []string{path + "Context"}, Kind: rest.ByUser})
		t.Sources = append(t.Sources, Source{Func: path + "Context.Cookie", Presented: true})
		t.Recalls = append(t.Recalls, path+"Context.Set", path+"Context.Get", path+"ContextGet", path+"ContextGetOr")
		t.Payloads = append(t.Payloads, Payload{Type: path + "Context", Subject: rest.Request})
		t.Chains = append(t.Chains, Chain{Changes: []string{path + "Context.SetParamValues", path + "Context.SetPathValues"}})
	}
	return t
}
