package trigger

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// Fiber is github.com/gofiber/fiber, versions 2 and 3.
func Fiber() Trigger {
	t := Trigger{Name: "fiber"}
	for _, path := range []string{"github.com/gofiber/fiber/v2.", "github.com/gofiber/fiber/v3."} {
		for _, typ := range []string{path + "App.", path + "Router.", path + "Group."} {
			for _, verb := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
				t.Regs = append(t.Regs, Reg{Func: typ + verb, Pattern: 0, Fn: All, Method: strings.ToUpper(verb), Kind: rest.ByUser})
			}
			t.Regs = append(t.Regs,
				Reg{Func: typ + "All", Pattern: 0, Fn: All, Kind: rest.ByUser},
				Reg{Func: typ + "Add", Pattern: 1, Fn: All, Method: "arg", Kind: rest.ByUser})
			t.Routers = append(t.Routers,
				Router{Func: typ + "Group", Form: SubRouter, Pattern: 0},
				Router{Func: typ + "Route", Form: RouteFunc, Pattern: 0, Fn: 1},
				Router{Func: typ + "Mount", Form: Mount, Pattern: 0, Fn: 1},
				Router{Func: typ + "Use", Form: Middleware, Pattern: None})
		}
		t.RouterTypes = append(t.RouterTypes, path+"App", path+"Router", path+"Group")
		t.Shapes = append(t.Shapes, Shape{Params: []string{path + "Ctx"}, Kind: rest.ByUser})
		t.Regs = append(t.Regs, Reg{Func: path + "Ctx.Locals", Pattern: 0, Fn: 1, Keeps: true})
		t.Regs = append(t.Regs, Reg{Func: path + "Locals", Pattern: 1, Fn: 2, Keeps: true})
		t.Recalls = append(t.Recalls, path+"Ctx.Locals", path+"Locals")
		t.Sources = append(t.Sources,
			Source{Func: path + "Ctx.Cookies", Presented: true},
			Source{Func: path + "Ctx.Get", Header: true})
		t.Chains = append(t.Chains, Chain{Next: []string{path + "Ctx.Next"}})
		t.Payloads = append(t.Payloads, Payload{Type: path + "Ctx", Subject: rest.Request})
	}
	return t
}
