package trigger

import "github.com/m2me/m2me/internal/rest"

const ginPath = "github.com/gin-gonic/gin."

// Gin is github.com/gin-gonic/gin. The engine is a router group.
func Gin() Trigger {
	t := Trigger{
		Name: "gin",
		Regs: []Reg{
			{Func: ginPath + "RouterGroup.Handle", Pattern: 1, Fn: All, Method: "arg", Kind: rest.ByUser},
			{Func: ginPath + "RouterGroup.Any", Pattern: 0, Fn: All, Kind: rest.ByUser},
			{Func: ginPath + "Engine.NoRoute", Pattern: None, Fn: All, Kind: rest.ByUser},
			{Func: ginPath + "Context.Set", Pattern: 0, Fn: 1, Keeps: true},
		},
		Routers: []Router{
			{Func: ginPath + "RouterGroup.Group", Form: SubRouter, Pattern: 0},
			{Func: ginPath + "RouterGroup.Use", Form: Middleware, Pattern: None},
			{Func: ginPath + "Engine.Use", Form: Middleware, Pattern: None, Embedded: "RouterGroup"},
		},
		RouterTypes: []string{ginPath + "Engine", ginPath + "RouterGroup"},
		Shapes:      []Shape{{Params: []string{ginPath + "Context"}, Kind: rest.ByUser}},
		Sources: []Source{
			{Func: ginPath + "Context.Cookie", Presented: true},
			{Func: ginPath + "Context.GetHeader", Header: true},
		},
		Recalls: []string{ginPath + "Context.Set", ginPath + "Context.Get", ginPath + "Context.MustGet", ginPath + "Context.GetString",
			ginPath + "Context.GetInt", ginPath + "Context.GetInt64", ginPath + "Context.GetUint", ginPath + "Context.GetUint64", ginPath + "Context.Value"},
		Chains: []Chain{{
			Next: []string{ginPath + "Context.Next"},
			Ends: []string{ginPath + "Context.Abort", ginPath + "Context.AbortWithStatus", ginPath + "Context.AbortWithStatusJSON",
				ginPath + "Context.AbortWithStatusPureJSON", ginPath + "Context.AbortWithError"},
			Falls:   ginPath + "Context",
			Changes: []string{ginPath + "Context.AddParam"},
		}},
		Payloads: []Payload{{Type: ginPath + "Context", Subject: rest.Request}},
	}
	for _, verb := range verbs {
		t.Regs = append(t.Regs,
			Reg{Func: ginPath + "RouterGroup." + verb, Pattern: 0, Fn: All, Method: verb, Kind: rest.ByUser},
			Reg{Func: ginPath + "IRoutes." + verb, Pattern: 0, Fn: All, Method: verb, Kind: rest.ByUser})
	}
	return t
}

// verbs are the methods that routers have functions for.
var verbs = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
