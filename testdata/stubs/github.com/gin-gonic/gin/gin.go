// Package gin has the signatures of github.com/gin-gonic/gin that cases use.
package gin

import "net/http"

type H map[string]any

type Param struct{ Key, Value string }

type Params []Param

type Context struct {
	Request *http.Request
	Params  Params
}

type HandlerFunc func(*Context)

type HandlersChain []HandlerFunc

type IRoutes interface {
	Use(...HandlerFunc) IRoutes
	GET(string, ...HandlerFunc) IRoutes
	POST(string, ...HandlerFunc) IRoutes
}

type RouterGroup struct{}

type Engine struct{ RouterGroup }

func New() *Engine     { return nil }
func Default() *Engine { return nil }

func (*Engine) Run(addr ...string) error                                  { return nil }
func (*Engine) ServeHTTP(http.ResponseWriter, *http.Request)              {}
func (*RouterGroup) Group(string, ...HandlerFunc) *RouterGroup            { return nil }
func (*RouterGroup) Use(...HandlerFunc) IRoutes                           { return nil }
func (*RouterGroup) Handle(method, path string, h ...HandlerFunc) IRoutes { return nil }
func (*RouterGroup) Any(string, ...HandlerFunc) IRoutes                   { return nil }
func (*RouterGroup) GET(string, ...HandlerFunc) IRoutes                   { return nil }
func (*RouterGroup) POST(string, ...HandlerFunc) IRoutes                  { return nil }
func (*RouterGroup) PUT(string, ...HandlerFunc) IRoutes                   { return nil }
func (*RouterGroup) DELETE(string, ...HandlerFunc) IRoutes                { return nil }

func WrapH(http.Handler) HandlerFunc { return nil }

func (*Context) Set(key string, value any)             {}
func (*Context) Get(key string) (any, bool)            { return nil, false }
func (*Context) MustGet(key string) any                { return nil }
func (*Context) GetString(key string) string           { return "" }
func (*Context) Param(key string) string               { return "" }
func (*Context) Query(key string) string               { return "" }
func (*Context) DefaultQuery(key, def string) string   { return "" }
func (*Context) PostForm(key string) string            { return "" }
func (*Context) GetHeader(key string) string           { return "" }
func (*Context) Cookie(name string) (string, error)    { return "", nil }
func (*Context) ShouldBindJSON(obj any) error          { return nil }
func (*Context) BindJSON(obj any) error                { return nil }
func (*Context) ShouldBindUri(obj any) error           { return nil }
func (*Context) JSON(code int, obj any)                {}
func (*Context) Abort()                                {}
func (*Context) AbortWithStatus(code int)              {}
func (*Context) AbortWithStatusJSON(code int, obj any) {}
func (*Context) Next()                                 {}
