// Package route has the signatures of github.com/cloudwego/hertz/pkg/route that cases use.
package route

import "github.com/cloudwego/hertz/pkg/app"

type RouterGroup struct{}

func (g *RouterGroup) Group(path string, handlers ...app.HandlerFunc) *RouterGroup { return nil }
func (g *RouterGroup) GET(path string, handlers ...app.HandlerFunc)                {}

type Engine struct{ RouterGroup }
