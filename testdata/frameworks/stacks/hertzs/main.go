// Command hertzs serves members, staff and the laboratory with hertz. The routes
// are as its generator writes them: groups in blocks, handlers behind slices of
// middleware.
package main

import (
	"context"
	"time"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"

	"example.com/stacks/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() {
	h := server.Default()
	register(h)
	go nightly()
	h.Spin()
}

func register(r *server.Hertz) {
	root := r.Group("/", rootMw()...)
	{
		api := root.Group("/api", apiMw()...)
		api.GET("/labs", append(labsMw(), labs)...)
		{
			users := api.Group("/users")
			users.GET("/:user/labs", append(labsMw(), labsOf)...)
			users.GET("/labs", append(labsMw(), labsAsked)...)
		}
	}
	{
		admin := root.Group("/admin", apiMw()...)
		admin.GET("/labs/:user", append(labsMw(), office)...)
		admin.GET("/labs", append(labsMw(), officeOwn)...)
	}
	root.POST("/webhooks/lab", append(labsMw(), resulted)...)
}

func rootMw() []app.HandlerFunc { return nil }
func apiMw() []app.HandlerFunc  { return []app.HandlerFunc{authenticated} }
func labsMw() []app.HandlerFunc { return nil }

func authenticated(ctx context.Context, c *app.RequestContext) {
	id, ok := sessions[string(c.Cookie("sid"))]
	if !ok {
		c.AbortWithStatus(401)
		return
	}
	c.Set("user", id)
	c.Next(ctx)
}

func labs(ctx context.Context, c *app.RequestContext) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + c.GetString("user"))
}

func labsOf(ctx context.Context, c *app.RequestContext) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + c.Param("user"))
}

type asked struct {
	User string `query:"user,required"`
}

func labsAsked(ctx context.Context, c *app.RequestContext) {
	var req asked
	if err := c.BindAndValidate(&req); err != nil {
		c.String(400, err.Error())
		return
	}
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + req.User)
}

func office(ctx context.Context, c *app.RequestContext) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + c.Param("user"))
}

func officeOwn(ctx context.Context, c *app.RequestContext) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + c.GetString("user"))
}

func resulted(ctx context.Context, c *app.RequestContext) {
	var event struct {
		Patient string `json:"patient"`
	}
	if err := c.BindJSON(&event); err != nil {
		return
	}
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + event.Patient)
}

func nightly() {
	for range time.Tick(24 * time.Hour) {
		for _, id := range sessions {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		}
	}
}
