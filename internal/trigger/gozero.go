package trigger

import "github.com/m2me/m2me/internal/rest"

const zeroPath = "github.com/zeromicro/go-zero/rest."

// GoZero is github.com/zeromicro/go-zero. Its generator writes tables of routes;
// the JWT middleware puts every claim into the context under its name.
func GoZero() Trigger {
	return Trigger{
		Name: "go-zero",
		Regs: []Reg{
			{Func: zeroPath + "Server.AddRoutes", Fn: 0, Row: "Handler", Field: "Path", Pattern: None, Prefix: zeroPath + "WithPrefix", Kind: rest.ByUser},
			{Func: zeroPath + "Server.AddRoute", Fn: 0, Row: "Handler", Field: "Path", Pattern: None, Prefix: zeroPath + "WithPrefix", Kind: rest.ByUser},
		},
		Routers: []Router{
			{Func: zeroPath + "Server.Use", Form: Middleware, Pattern: None},
			{Func: zeroPath + "WithMiddleware", Form: Table, Pattern: None, Fn: 0},
			{Func: zeroPath + "WithMiddlewares", Form: Table, Pattern: None, Fn: 0},
		},
		RouterTypes: []string{zeroPath + "Server"},
		Sources: []Source{
			{Func: zeroPath[:len(zeroPath)-1] + "/pathvar.Vars", Subject: rest.Request},
		},
	}
}
