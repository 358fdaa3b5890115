// Package context has the signatures of github.com/kataras/iris/v12/context that cases use.
package context

import (
	"net/http"

	"github.com/kataras/iris/v12/core/memstore"
)

type Context struct{}

type Handler func(*Context)

type RequestParams struct{ memstore.Store }

func (r *RequestParams) Get(key string) string { return "" }

func (c *Context) Request() *http.Request        { return nil }
func (c *Context) Values() *memstore.Store       { return nil }
func (c *Context) Params() *RequestParams        { return nil }
func (c *Context) URLParam(name string) string   { return "" }
func (c *Context) GetCookie(name string) string  { return "" }
func (c *Context) StopWithStatus(statusCode int) {}
func (c *Context) Next()                         {}
