// Package web has the signatures of github.com/beego/beego/v2/server/web that cases use.
package web

import "github.com/beego/beego/v2/server/web/context"

type ControllerInterface interface{ Get() }

type Controller struct {
	Ctx  *context.Context
	Data map[interface{}]interface{}
}

func (c *Controller) Get()                                                 {}
func (c *Controller) GetSession(name interface{}) interface{}              { return nil }
func (c *Controller) SetSession(name interface{}, value interface{}) error { return nil }
func (c *Controller) GetString(key string, def ...string) string           { return "" }

type HttpServer struct{}

func Router(rootpath string, c ControllerInterface, mappingMethods ...string) *HttpServer { return nil }
func Get(rootpath string, f func(*context.Context)) *HttpServer                           { return nil }
func Run(params ...string)                                                                {}
