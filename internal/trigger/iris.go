package trigger

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

const (
	irisContext = "github.com/kataras/iris/v12/context."
	irisRouter  = "github.com/kataras/iris/v12/core/router."
	irisStore   = "github.com/kataras/iris/v12/core/memstore.Store."
	irisMVC     = "github.com/kataras/iris/v12/mvc."
)

// Iris is github.com/kataras/iris. Parties are its groups; an application is
// one. What a request carries along is in Values. The methods of a controller
// run for users; what their parameters hold comes from the path or from whatever
// the program says.
func Iris() Trigger {
	t := Trigger{
		Name: "iris",
		RouterTypes: []string{"github.com/kataras/iris/v12.Application", irisRouter + "APIBuilder", irisRouter + "Party",
			irisRouter + "APIContainer", irisMVC + "Application"},
		Shapes: []Shape{{Params: []string{irisContext + "Context"}, Kind: rest.ByUser}},
		Regs: []Reg{
			{Func: irisStore + "Set", Pattern: 0, Fn: 1, Keeps: true},
			{Func: irisMVC + "Application.Handle", Pattern: None, Fn: 0, Methods: []string{Exported}, Kind: rest.ByUser},
		},
		Routers: []Router{
			{Func: irisMVC + "New", Form: SubRouter, Pattern: None, On: 1},
			{Func: irisMVC + "Configure", Form: RouteFunc, Pattern: None, Fn: 1, On: 1},
			{Func: irisMVC + "Application.Configure", Form: RouteFunc, Pattern: None, Fn: 0},
			{Func: irisMVC + "Application.Party", Form: SubRouter, Pattern: 0},
			{Func: irisMVC + "Application.Clone", Form: SubRouter, Pattern: None, On: 1},
		},
		Sources: []Source{
			{Func: irisContext + "Context.GetCookie", Presented: true},
			{Func: irisContext + "Context.GetHeader", Header: true},
			{Func: irisContext + "Context.User", Subject: rest.Session},
			{Func: irisContext + "Context.GetID", Subject: rest.Session},
			{Func: "github.com/kataras/iris/v12/sessions.Get", Subject: rest.Session},
			{Func: "github.com/kataras/iris/v12/middleware/jwt.Get", Subject: rest.Session},
		},
		Payloads: []Payload{{Type: irisContext + "Context", Subject: rest.Request}},
	}
	for _, name := range []string{"Set", "Get", "GetString", "GetStringDefault", "GetDefault", "GetInt", "GetInt64", "GetUint64"} {
		t.Recalls = append(t.Recalls, irisStore+name)
	}
	for _, name := range []string{"Get", "GetString", "GetStringDefault", "GetInt", "GetInt64", "GetUint64"} {
		t.Sources = append(t.Sources, Source{Func: "github.com/kataras/iris/v12/sessions.Session." + name, Subject: rest.Session})
	}
	for _, typ := range []string{irisRouter + "APIBuilder.", irisRouter + "Party.", irisRouter + "APIContainer."} {
		for _, verb := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
			t.Regs = append(t.Regs, Reg{Func: typ + verb, Pattern: 0, Fn: All, Method: strings.ToUpper(verb), Kind: rest.ByUser})
		}
		t.Regs = append(t.Regs,
			Reg{Func: typ + "Any", Pattern: 0, Fn: All, Kind: rest.ByUser},
			Reg{Func: typ + "Handle", Pattern: 1, Fn: All, Method: "arg", Kind: rest.ByUser},
			Reg{Func: typ + "HandleMany", Pattern: 1, Fn: All, Kind: rest.ByUser})
		t.Routers = append(t.Routers,
			Router{Func: typ + "Party", Form: SubRouter, Pattern: 0},
			Router{Func: typ + "PartyFunc", Form: RouteFunc, Pattern: 0, Fn: 1},
			Router{Func: typ + "ConfigureContainer", Form: RouteFunc, Pattern: None, Fn: 0},
			Router{Func: typ + "Use", Form: Middleware, Pattern: None},
			Router{Func: typ + "UseRouter", Form: Middleware, Pattern: None},
			Router{Func: typ + "UseGlobal", Form: Middleware, Pattern: None})
	}
	return t
}
