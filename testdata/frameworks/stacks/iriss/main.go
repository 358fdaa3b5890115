// Command iriss serves members and staff with iris: handlers, controllers, and
// functions whose parameters it fills in.
package main

import (
	"context"
	"time"

	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/hero"
	"github.com/kataras/iris/v12/middleware/jwt"
	"github.com/kataras/iris/v12/mvc"

	"example.com/stacks/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

type claims struct {
	User string `json:"user"`
}

func main() {
	app := iris.New()
	api := app.Party("/api", authenticated)
	api.Get("/labs", labs)
	api.Get("/users/{user}/labs", labsOf)
	app.PartyFunc("/admin", func(p iris.Party) {
		p.Use(authenticated)
		p.Get("/labs/{user}", office)
		p.Get("/labs", officeOwn)
	})
	verify := jwt.NewVerifier(jwt.HS256, []byte("secret")).Verify(func() any { return new(claims) })
	tokens := app.Party("/tokens")
	tokens.Use(verify)
	tokens.Get("/labs", claimed)
	tokens.Get("/users/{user}/labs", hero.Handler(filled))
	mvc.New(app.Party("/mvc", authenticated)).Handle(new(labsController))
	mvc.Configure(app.Party("/admin/mvc"), func(m *mvc.Application) { m.Handle(new(officeController)) })
	go nightly()
	app.Listen(":8080")
}

func authenticated(ctx iris.Context) {
	id, ok := sessions[ctx.GetCookie("sid")]
	if !ok {
		ctx.StopWithStatus(401)
		return
	}
	ctx.Values().Set("user", id)
	ctx.Next()
}

func labs(ctx iris.Context) {
	loop.Client(ctx.Request().Context()).Get(loop.Labs + "?user_id=" + ctx.Values().GetString("user"))
}

func labsOf(ctx iris.Context) {
	loop.Client(ctx.Request().Context()).Get(loop.Labs + "?user_id=" + ctx.Params().Get("user"))
}

func office(ctx iris.Context) {
	loop.Client(ctx.Request().Context()).Get(loop.Labs + "?user_id=" + ctx.Params().Get("user"))
}

func officeOwn(ctx iris.Context) {
	loop.Client(ctx.Request().Context()).Get(loop.Labs + "?user_id=" + ctx.Values().GetString("user"))
}

func claimed(ctx iris.Context) {
	c := jwt.Get(ctx).(*claims)
	loop.Client(ctx.Request().Context()).Get(loop.Labs + "?user_id=" + c.User)
}

func filled(ctx iris.Context, user string) {
	loop.Client(ctx.Request().Context()).Get(loop.Labs + "?user_id=" + user)
}

// labsController is made anew for every request, with the context of it.
type labsController struct {
	Ctx iris.Context
}

func (c *labsController) Get() {
	loop.Client(c.Ctx.Request().Context()).Get(loop.Labs + "?user_id=" + c.Ctx.Values().GetString("user"))
}

func (c *labsController) GetBy(user string) {
	loop.Client(c.Ctx.Request().Context()).Get(loop.Labs + "?user_id=" + user)
}

type officeController struct {
	Ctx iris.Context
}

func (c *officeController) GetBy(user string) {
	loop.Client(c.Ctx.Request().Context()).Get(loop.Labs + "?user_id=" + user)
}

func nightly() {
	for range time.Tick(24 * time.Hour) {
		for _, id := range sessions {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		}
	}
}
