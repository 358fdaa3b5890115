// Package app has the signatures of github.com/cloudwego/hertz/pkg/app that cases use.
package app

import "context"

type RequestContext struct{}

func (c *RequestContext) Cookie(key string) []byte          { return nil }
func (c *RequestContext) Set(key string, value interface{}) {}
func (c *RequestContext) GetString(key string) string       { return "" }
func (c *RequestContext) Param(key string) string           { return "" }
func (c *RequestContext) AbortWithStatus(code int)          {}

type HandlerFunc func(c context.Context, ctx *RequestContext)
