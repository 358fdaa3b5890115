package trigger

import "github.com/m2me/m2me/internal/rest"

const muxPath = "github.com/gorilla/mux."

// GorillaMux is github.com/gorilla/mux. A Route is a router of one path.
func GorillaMux() Trigger {
	return Trigger{
		Name: "gorilla/mux",
		Regs: []Reg{
			{Func: muxPath + "Router.Handle", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: muxPath + "Router.HandleFunc", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: muxPath + "Route.Handler", Pattern: None, Fn: 0, Kind: rest.ByUser},
			{Func: muxPath + "Route.HandlerFunc", Pattern: None, Fn: 0, Kind: rest.ByUser},
		},
		Routers: []Router{
			{Func: muxPath + "Router.PathPrefix", Form: SubRouter, Pattern: 0},
			{Func: muxPath + "Router.Path", Form: SubRouter, Pattern: 0},
			{Func: muxPath + "Router.Methods", Form: SubRouter, Pattern: None},
			{Func: muxPath + "Router.NewRoute", Form: SubRouter, Pattern: None},
			{Func: muxPath + "Router.Use", Form: Middleware, Pattern: None},
			{Func: muxPath + "Route.PathPrefix", Form: SubRouter, Pattern: 0},
			{Func: muxPath + "Route.Path", Form: SubRouter, Pattern: 0},
			{Func: muxPath + "Route.Methods", Form: SubRouter, Pattern: None},
			{Func: muxPath + "Route.Name", Form: SubRouter, Pattern: None},
			{Func: muxPath + "Route.Subrouter", Form: SubRouter, Pattern: None},
		},
		RouterTypes: []string{muxPath + "Router", muxPath + "Route"},
		Sources: []Source{
			{Func: muxPath + "Vars", Subject: rest.Request},
		},
	}
}
