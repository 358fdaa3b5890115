// Command restfuls serves members and staff with go-restful: resources that
// build their web services, routes in one chain.
package main

import (
	"context"
	"net/http"
	"time"

	"github.com/emicklei/go-restful/v3"

	"example.com/stacks/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() {
	c := restful.NewContainer()
	c.Filter(restful.NoBrowserCacheFilter)
	c.Add(labs{}.service())
	c.Add(office{}.service())
	hooks := new(restful.WebService)
	hooks.Path("/webhooks").Consumes(restful.MIME_JSON)
	hooks.Route(hooks.POST("/lab").To(resulted))
	c.Add(hooks)
	go nightly()
	http.ListenAndServe(":8080", c)
}

type labs struct{}

func (l labs) service() *restful.WebService {
	ws := new(restful.WebService)
	ws.Path("/api").Consumes(restful.MIME_JSON).Produces(restful.MIME_JSON)
	ws.Filter(authenticated)
	ws.Route(ws.GET("/labs").To(l.own).Doc("my labs"))
	ws.Route(ws.GET("/users/{user}/labs").To(l.of).
		Doc("labs of a user").
		Param(ws.PathParameter("user", "the id of the user").DataType("string")))
	ws.Route(ws.GET("/users/labs").Filter(authenticated).To(l.asked))
	return ws
}

func authenticated(req *restful.Request, resp *restful.Response, chain *restful.FilterChain) {
	sid, err := req.Request.Cookie("sid")
	if err != nil || sessions[sid.Value] == "" {
		resp.WriteHeader(http.StatusUnauthorized)
		return
	}
	req.SetAttribute("user", sessions[sid.Value])
	chain.ProcessFilter(req, resp)
}

func (labs) own(req *restful.Request, resp *restful.Response) {
	id, _ := req.Attribute("user").(string)
	loop.Client(req.Request.Context()).Get(loop.Labs + "?user_id=" + id)
}

func (labs) of(req *restful.Request, resp *restful.Response) {
	loop.Client(req.Request.Context()).Get(loop.Labs + "?user_id=" + req.PathParameter("user"))
}

func (labs) asked(req *restful.Request, resp *restful.Response) {
	loop.Client(req.Request.Context()).Get(loop.Labs + "?user_id=" + req.QueryParameter("user"))
}

type office struct{}

func (o office) service() *restful.WebService {
	ws := new(restful.WebService).Path("/admin").Produces(restful.MIME_JSON)
	ws.Route(ws.GET("/labs/{user}").To(o.of))
	ws.Route(ws.GET("/labs").Filter(authenticated).To(o.own))
	return ws
}

func (office) of(req *restful.Request, resp *restful.Response) {
	loop.Client(req.Request.Context()).Get(loop.Labs + "?user_id=" + req.PathParameter("user"))
}

func (office) own(req *restful.Request, resp *restful.Response) {
	id, _ := req.Attribute("user").(string)
	loop.Client(req.Request.Context()).Get(loop.Labs + "?user_id=" + id)
}

func resulted(req *restful.Request, resp *restful.Response) {
	var event struct {
		Patient string `json:"patient"`
	}
	if err := req.ReadEntity(&event); err != nil {
		return
	}
	loop.Client(req.Request.Context()).Get(loop.Labs + "?user_id=" + event.Patient)
}

func nightly() {
	for range time.Tick(24 * time.Hour) {
		for _, id := range sessions {
			loop.Client(context.Background()).Get(loop.Labs + "?user_id=" + id)
		}
	}
}
