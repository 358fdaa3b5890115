// Command fasthttp serves members with one handler.
package main

import (
	"log"

	"github.com/valyala/fasthttp"

	"example.com/routers/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() { log.Fatal(fasthttp.ListenAndServe(":8080", route)) }

func route(ctx *fasthttp.RequestCtx) {
	switch string(ctx.Path()) {
	case "/labs":
		labs(ctx)
	case "/labs/of":
		labsOf(ctx)
	}
}

func labs(ctx *fasthttp.RequestCtx) {
	id := sessions[string(ctx.Request.Header.Cookie("sid"))]
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
}

func labsOf(ctx *fasthttp.RequestCtx) {
	loop.Client(ctx).Get(loop.Labs + "?user_id=" + string(ctx.QueryArgs().Peek("user")))
}
