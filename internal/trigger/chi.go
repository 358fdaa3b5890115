package trigger

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// Chi is github.com/go-chi/chi, versions 4 and 5.
func Chi() Trigger {
	t := Trigger{Name: "chi"}
	for _, path := range []string{"github.com/go-chi/chi/v5", "github.com/go-chi/chi"} {
		t.Chains = append(t.Chains, Chain{Changes: []string{path + ".RouteParams.Add", path + ".Context.Reset"}})
		for _, typ := range []string{path + ".Mux.", path + ".Router."} {
			for _, name := range []string{"Connect", "Delete", "Get", "Head", "Options", "Patch", "Post", "Put", "Trace"} {
				t.Regs = append(t.Regs, Reg{Func: typ + name, Pattern: 0, Fn: 1, Method: strings.ToUpper(name), Kind: rest.ByUser})
			}
			t.Regs = append(t.Regs,
				Reg{Func: typ + "Handle", Pattern: 0, Fn: 1, Kind: rest.ByUser},
				Reg{Func: typ + "HandleFunc", Pattern: 0, Fn: 1, Kind: rest.ByUser},
				Reg{Func: typ + "Method", Pattern: 1, Fn: 2, Method: "arg", Kind: rest.ByUser},
				Reg{Func: typ + "MethodFunc", Pattern: 1, Fn: 2, Method: "arg", Kind: rest.ByUser},
				Reg{Func: typ + "NotFound", Pattern: None, Fn: 0, Kind: rest.ByUser},
			)
			t.Routers = append(t.Routers,
				Router{Func: typ + "Route", Form: RouteFunc, Pattern: 0, Fn: 1},
				Router{Func: typ + "Group", Form: RouteFunc, Pattern: None, Fn: 0},
				Router{Func: typ + "Mount", Form: Mount, Pattern: 0, Fn: 1},
				Router{Func: typ + "Use", Form: Middleware, Pattern: None},
				Router{Func: typ + "With", Form: With, Pattern: None},
			)
		}
		t.RouterTypes = append(t.RouterTypes, path+".Mux", path+".Router")
		t.Sources = append(t.Sources,
			Source{Func: path + ".URLParam", Subject: rest.Request},
			Source{Func: path + ".URLParamFromCtx", Subject: rest.Request},
		)
	}
	return t
}
