package trigger

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

const humaPath = "github.com/danielgtaylor/huma/v2."

// Huma is github.com/danielgtaylor/huma: handlers get a context and a struct
// that is filled from the request.
func Huma() Trigger {
	t := Trigger{
		Name: "huma",
		Regs: []Reg{
			{Func: humaPath + "Register", Pattern: 1, Field: "Path", On: 1, Fn: 2, Kind: rest.ByUser},
			{Func: "github.com/danielgtaylor/huma/v2/sse.Register", Pattern: 1, Field: "Path", On: 1, Fn: 3, Kind: rest.ByUser},
		},
		Routers: []Router{
			{Func: humaPath + "NewGroup", Form: SubRouter, Pattern: 1, On: 1},
			{Func: humaPath + "Group.UseMiddleware", Form: Middleware, Pattern: None},
			{Func: humaPath + "API.UseMiddleware", Form: Middleware, Pattern: None},
		},
		RouterTypes: []string{humaPath + "API", humaPath + "Group"},
		Sources:     []Source{{Func: humaPath + "Context.Header", Header: true}},
		Payloads:    []Payload{{Type: humaPath + "Context", Subject: rest.Request}},
	}
	for _, verb := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete"} {
		t.Regs = append(t.Regs, Reg{Func: humaPath + verb, Pattern: 1, On: 1, Fn: 2, Method: strings.ToUpper(verb), Kind: rest.ByUser})
	}
	return t
}
