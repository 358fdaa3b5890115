package trigger

import "github.com/m2me/m2me/internal/rest"

const (
	ghttpPath    = "github.com/gogf/gf/v2/net/ghttp."
	gsessionPath = "github.com/gogf/gf/v2/os/gsession.Session."
)

// GoFrame is github.com/gogf/gf: handlers take its request, or a context and a
// struct that it fills from the request.
func GoFrame() Trigger {
	group, server := ghttpPath+"RouterGroup.", ghttpPath+"Server."
	t := Trigger{
		Name: "goframe",
		Regs: []Reg{
			{Func: server + "BindHandler", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			{Func: server + "BindObject", Pattern: 0, Fn: 1, Methods: []string{"*"}, Kind: rest.ByUser},
			{Func: group + "Bind", Pattern: None, Fn: All, Methods: []string{"*"}, Kind: rest.ByUser},
			{Func: group + "REST", Pattern: 0, Fn: 1, Methods: []string{"*"}, Kind: rest.ByUser},
			{Func: ghttpPath + "Request.SetCtxVar", Pattern: 0, Fn: 1, Keeps: true},
			{Func: gsessionPath + "Set", Pattern: 0, Fn: 1, Session: true},
		},
		Routers: []Router{
			{Func: server + "Group", Form: RouteFunc, Pattern: 0, Fn: 1},
			{Func: group + "Group", Form: RouteFunc, Pattern: 0, Fn: 1},
			{Func: group + "Middleware", Form: Middleware, Pattern: None},
			{Func: server + "Use", Form: Middleware, Pattern: None},
		},
		RouterTypes: []string{ghttpPath + "Server", ghttpPath + "RouterGroup"},
		Shapes:      []Shape{{Params: []string{ghttpPath + "Request"}, Kind: rest.ByUser}},
		Sources: []Source{
			{Func: gsessionPath + "Get", Subject: rest.Session},
			{Func: gsessionPath + "MustGet", Subject: rest.Session},
			{Func: ghttpPath + "Cookie.Get", Presented: true},
			{Func: ghttpPath + "Request.GetHeader", Header: true},
		},
		Recalls:  []string{ghttpPath + "Request.SetCtxVar", ghttpPath + "Request.GetCtxVar"},
		Payloads: []Payload{{Type: ghttpPath + "Request", Subject: rest.Request}},
	}
	for _, verb := range append([]string{"ALL"}, verbs...) {
		t.Regs = append(t.Regs, Reg{Func: group + verb, Pattern: 0, Fn: 1, Methods: []string{"*"}, Method: verb, Kind: rest.ByUser})
	}
	return t
}
