package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	hertzApp   = "github.com/cloudwego/hertz/pkg/app."
	hertzRoute = "github.com/cloudwego/hertz/pkg/route."
)

// Hertz is github.com/cloudwego/hertz. The server holds an engine, and that is a
// router group.
func Hertz() Trigger {
	group, c := hertzRoute+"RouterGroup.", hertzApp+"RequestContext."
	t := Trigger{
		Name: "hertz",
		Regs: []Reg{
			{Func: group + "Handle", Pattern: 1, Fn: All, Method: "arg", Kind: rest.ByUser},
			{Func: group + "HandleEX", Pattern: 1, Fn: 2, Method: "arg", Kind: rest.ByUser},
			{Func: group + "Any", Pattern: 0, Fn: All, Kind: rest.ByUser},
			{Func: group + "AnyEX", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: hertzRoute + "Engine.NoRoute", Pattern: None, Fn: All, Kind: rest.ByUser},
			{Func: c + "Set", Pattern: 0, Fn: 1, Keeps: true},
		},
		Routers: []Router{
			{Func: group + "Group", Form: SubRouter, Pattern: 0},
			{Func: group + "Use", Form: Middleware, Pattern: None},
			{Func: hertzRoute + "Engine.Use", Form: Middleware, Pattern: None, Embedded: "RouterGroup"},
		},
		RouterTypes: []string{hertzRoute + "Engine", hertzRoute + "RouterGroup", "github.com/cloudwego/hertz/pkg/app/server.Hertz"},
		Shapes:      []Shape{{Params: []string{"context.Context", hertzApp + "RequestContext"}, Kind: rest.ByUser}},
		Sources: []Source{
			{Func: c + "Cookie", Presented: true},
			{Func: c + "GetHeader", Header: true},
		},
		Recalls: []string{c + "Set", c + "Get", c + "MustGet", c + "GetString", c + "GetInt", c + "GetInt64", c + "GetUint64", c + "Value"},
		Chains: []Chain{{
			Next:  []string{c + "Next"},
			Ends:  []string{c + "Abort", c + "AbortWithStatus", c + "AbortWithMsg", c + "AbortWithStatusJSON", c + "AbortWithError"},
			Falls: hertzApp + "RequestContext",
		}},
		Payloads: []Payload{{Type: hertzApp + "RequestContext", Subject: rest.Request}},
	}
	for _, verb := range verbs {
		t.Regs = append(t.Regs,
			Reg{Func: group + verb, Pattern: 0, Fn: All, Method: verb, Kind: rest.ByUser},
			Reg{Func: group + verb + "EX", Pattern: 0, Fn: 1, Method: verb, Kind: rest.ByUser})
	}
	return t
}
