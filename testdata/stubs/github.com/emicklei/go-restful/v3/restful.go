// Package restful has the signatures of github.com/emicklei/go-restful/v3 that cases use.
package restful

import "net/http"

type Request struct{ Request *http.Request }

func (r *Request) Attribute(name string) interface{}           { return nil }
func (r *Request) SetAttribute(name string, value interface{}) {}
func (r *Request) PathParameter(name string) string            { return "" }

type Response struct{ http.ResponseWriter }

type FilterChain struct{}

func (f *FilterChain) ProcessFilter(request *Request, response *Response) {}

type RouteFunction func(*Request, *Response)

type FilterFunction func(*Request, *Response, *FilterChain)

type RouteBuilder struct{}

func (b *RouteBuilder) To(f RouteFunction) *RouteBuilder { return b }

type WebService struct{}

func (w *WebService) Path(root string) *WebService        { return w }
func (w *WebService) Filter(f FilterFunction) *WebService { return w }
func (w *WebService) Route(b *RouteBuilder) *WebService   { return w }
func (w *WebService) GET(subPath string) *RouteBuilder    { return nil }

type Container struct{}

func NewContainer() *Container                                        { return nil }
func (c *Container) Add(s *WebService) *Container                     { return c }
func (c *Container) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
