package trigger

import "github.com/m2me/m2me/internal/rest"

// GoRestful is github.com/emicklei/go-restful. A web service has a root path;
// every route is built on it.
func GoRestful() Trigger {
	t := Trigger{Name: "go-restful"}
	for _, path := range []string{"github.com/emicklei/go-restful/v3.", "github.com/emicklei/go-restful."} {
		t.Regs = append(t.Regs,
			Reg{Func: path + "RouteBuilder.To", Pattern: None, Fn: 0, Kind: rest.ByUser},
			Reg{Func: path + "Request.SetAttribute", Pattern: 0, Fn: 1, Keeps: true})
		for _, verb := range verbs {
			t.Routers = append(t.Routers, Router{Func: path + "WebService." + verb, Form: SubRouter, Pattern: 0})
		}
		t.Routers = append(t.Routers,
			Router{Func: path + "WebService.Method", Form: SubRouter, Pattern: None},
			Router{Func: path + "WebService.Path", Form: Prefixed, Pattern: 0},
			Router{Func: path + "RouteBuilder.Path", Form: Prefixed, Pattern: 0},
			Router{Func: path + "WebService.Filter", Form: Middleware, Pattern: None},
			Router{Func: path + "RouteBuilder.Filter", Form: Middleware, Pattern: None})
		t.RouterTypes = append(t.RouterTypes, path+"WebService", path+"RouteBuilder")
		t.Shapes = append(t.Shapes, Shape{Params: []string{path + "Request", path + "Response"}, Kind: rest.ByUser})
		t.Sources = append(t.Sources, Source{Func: path + "Request.HeaderParameter", Header: true})
		t.Recalls = append(t.Recalls, path+"Request.SetAttribute", path+"Request.Attribute")
		t.Payloads = append(t.Payloads, Payload{Type: path + "Request", Subject: rest.Request})
	}
	return t
}
