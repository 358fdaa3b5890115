package trigger

import "github.com/m2me/m2me/internal/rest"

const kratosPath = "github.com/go-kratos/kratos/v2/transport/http."

// Kratos is github.com/go-kratos/kratos: routes of its own, and generated code
// that registers a service for HTTP. Its gRPC side is grpc-go. A server that is
// none runs with the program.
func Kratos() Trigger {
	t := Trigger{
		Name: "kratos",
		Regs: []Reg{
			{Func: kratosPath + "Router.Handle", Pattern: 1, Fn: 2, Method: "arg", Kind: rest.ByUser},
			{Func: kratosPath + "Server.Handle", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: kratosPath + "Server.HandleFunc", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: kratosPath + "Server.HandlePrefix", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: "github.com/go-kratos/kratos/v2.Server", Pattern: None, Fn: All, Methods: []string{"Start", "Stop"}, Kind: rest.Batch},
		},
		Routers: []Router{
			{Func: kratosPath + "Server.Route", Form: SubRouter, Pattern: 0},
			{Func: kratosPath + "Router.Group", Form: SubRouter, Pattern: 0},
			{Func: kratosPath + "Context.Middleware", Form: Around, Pattern: None, Fn: 0},
		},
		RouterTypes: []string{kratosPath + "Server", kratosPath + "Router"},
		Shapes:      []Shape{{Params: []string{kratosPath + "Context"}, Kind: rest.ByUser}},
		Services:    []Service{{Prefix: "Register", Mark: kratosPath + "Server", Kind: rest.ByUser}},
		Sources: []Source{
			{Func: "github.com/go-kratos/kratos/v2/middleware/auth/jwt.FromContext", Subject: rest.Session},
			{Func: "github.com/go-kratos/kratos/v2/transport.Header.Get", Header: true},
		},
		Payloads: []Payload{{Type: kratosPath + "Context", Subject: rest.Request}},
	}
	for _, verb := range verbs {
		t.Regs = append(t.Regs, Reg{Func: kratosPath + "Router." + verb, Pattern: 0, Fn: 1, Method: verb, Kind: rest.ByUser})
	}
	return t
}
