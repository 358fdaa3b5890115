package idiom

import (
	"go/ast"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Kinds and pseudo fields of net/http values.
const (
	kindRequest = "net/http.Request"
	kindHeader  = "net/http.Header"
	kindURL     = "net/url.URL"
	kindValues  = "net/url.Values"
	kindClient  = "net/http.Client"

	fieldRaw = "m2me.raw" // of a URL: the text it was parsed from
	fieldCtx = "m2me.ctx" // of a request: its context
)

// NetHTTP is the standard library's client.
func NetHTTP() Idiom {
	return Idiom{
		Name: "net/http",
		Models: map[string]flow.Model{
			"net/http.NewRequest":            func(c *flow.Call) []*flow.Value { return newRequest(c, nil, 0) },
			"net/http.NewRequestWithContext": func(c *flow.Call) []*flow.Value { return newRequest(c, c.Arg(0), 1) },

			"net/http.Client.Do":              sendRequest,
			"net/http.RoundTripper.RoundTrip": sendRequest,
			"net/http.Transport.RoundTrip":    sendRequest,
			"net/http.Client.Get":             sendURL("GET"),
			"net/http.Client.Head":            sendURL("HEAD"),
			"net/http.Client.Post":            sendURL("POST"),
			"net/http.Client.PostForm":        sendURL("POST"),
			"net/http.Get":                    sendURL("GET"),
			"net/http.Head":                   sendURL("HEAD"),
			"net/http.Post":                   sendURL("POST"),
			"net/http.PostForm":               sendURL("POST"),

			"net/http.Request.WithContext":  withContext,
			"net/http.Request.Clone":        withContext,
			"net/http.Request.Context":      requestContext,
			"net/http.Request.SetBasicAuth": basicAuth,

			"net/http.Header.Set":   put("set"),
			"net/http.Header.Add":   put("add"),
			"net/http.Header.Del":   put("del"),
			"net/http.Header.Get":   lookup,
			"net/http.Header.Clone": func(c *flow.Call) []*flow.Value { return one(c.Freeze(c.Recv)) },

			"net/http.Handler.ServeHTTP":     serve,
			"net/http.HandlerFunc.ServeHTTP": serve,
		},
		Pure: map[string]func([]*flow.Value) *flow.Value{
			// of a request that a caller has given another context
			"net/http.Request.Context": func(args []*flow.Value) *flow.Value {
				if req := args[0]; req != nil && req.Op == flow.Obj {
					return req.Obj.Get(fieldCtx)
				}
				return nil
			},
		},
	}
}

func newRequest(c *flow.Call, ctx *flow.Value, i int) []*flow.Value {
	req := flow.NewObject(kindRequest, c.Type(0), c.Span())
	req.Obj.Set("Method", c.Arg(i))
	req.Obj.Set("URL", parsed(c, c.Arg(i+1)))
	req.Obj.Set("Header", flow.NewObject(kindHeader, nil, c.Span()))
	if body := c.Arg(i + 2); body != nil && body.Op != flow.Nil {
		req.Obj.Set("Body", body)
	} else {
		req.Obj.Set("Body", &flow.Value{Op: flow.Nil})
	}
	if ctx != nil {
		req.Obj.Set(fieldCtx, ctx)
	}
	return one(req)
}

// parsed returns the URL object of a URL text.
func parsed(c *flow.Call, text *flow.Value) *flow.Value {
	u := flow.NewObject(kindURL, nil, c.Span())
	u.Obj.Set(fieldRaw, text)
	return u
}

// sendRequest is a method that puts its request argument on the wire.
func sendRequest(c *flow.Call) []*flow.Value {
	req := c.Arg(0)
	s := &flow.Send{Lib: "net/http", Method: c.Field(req, "Method"), URL: c.Field(req, "URL"), Body: c.Field(req, "Body"), Client: c.Recv, Ctx: contextOf(c, req)}
	if req != nil && req.Op == flow.Obj && req.Obj.Base == nil {
		s.Made = req.Obj.Site
	}
	if h := c.Field(req, "Header"); h != nil && h.Op == flow.Obj {
		s.Header = h.Obj
	} else if h != nil {
		s.Header = &flow.Object{Kind: kindHeader, Base: h}
	}
	sender(c, s)
	return one(c.Send(s))
}

func contextOf(c *flow.Call, req *flow.Value) *flow.Value {
	if req != nil && req.Op == flow.Obj {
		if ctx := req.Obj.Get(fieldCtx); ctx != nil {
			return ctx
		}
	}
	return &flow.Value{Op: flow.Result, Text: "net/http.Request.Context", Args: []*flow.Value{flow.Lower(req)}}
}

// sender notes the expression that sends.
func sender(c *flow.Call, s *flow.Send) {
	if c.Expr == nil {
		return
	}
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok || c.Recv == nil {
		s.Default = c.Recv == nil
		return
	}
	s.ClientExpr = rest.Span{Pos: sel.X.Pos(), End: sel.X.End()}
	s.ClientText = c.Source(sel.X)
	s.Default = s.ClientText == "http.DefaultClient"
}

// sendURL is Get, Head, Post or PostForm, of the package or of a client.
func sendURL(method string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		s := &flow.Send{Lib: "net/http", Method: flow.NewConst(method), URL: parsed(c, c.Arg(0)), Client: c.Recv}
		switch c.Fn.Name() {
		case "Post":
			s.Body = c.Arg(2)
		case "PostForm":
			s.Body = &flow.Value{Op: flow.Encoded, Text: "form", Args: []*flow.Value{c.Freeze(c.Arg(1))}}
		}
		sender(c, s)
		return one(c.Send(s))
	}
}

func withContext(c *flow.Call) []*flow.Value {
	c.Carry(c.Arg(0))
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	out := flow.ShallowCopy(c.Recv)
	out.Obj.Set(fieldCtx, c.Arg(0))
	if c.Fn.Name() == "Clone" {
		out.Obj.Set("Header", flow.ShallowCopy(c.Field(c.Recv, "Header")))
		out.Obj.Set("URL", flow.ShallowCopy(c.Field(c.Recv, "URL")))
	}
	return one(out)
}

func requestContext(c *flow.Call) []*flow.Value {
	return one(contextOf(c, c.Recv))
}

func basicAuth(c *flow.Call) []*flow.Value {
	h := c.Field(c.Recv, "Header")
	if h == nil || h.Op != flow.Obj {
		return nil
	}
	h.Obj.Put(flow.Entry{Op: "set", Key: flow.NewConst("Authorization"),
		Val: flow.NewConcat(flow.NewConst("Basic "), c.Arg(0), flow.NewConst(":"), c.Arg(1)),
		Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(nil)})
	return one(flow.NewUnknown("nothing"))
}

// put is Set, Add or Del on a header or on url.Values.
func put(op string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		if c.Recv == nil || c.Recv.Op != flow.Obj {
			return nil
		}
		c.Recv.Obj.Put(flow.Entry{Op: op, Key: c.Arg(0), Val: c.Arg(1), Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(c.Arg(1))})
		return one(flow.NewUnknown("nothing"))
	}
}

// lookup is Get on a header or on url.Values.
func lookup(c *flow.Call) []*flow.Value {
	if c.Recv != nil && c.Recv.Op == flow.Obj {
		if key, ok := c.Arg(0).ConstText(); ok {
			if v, ok := c.Recv.Obj.Lookup(key); ok {
				return one(v)
			}
		}
	}
	return one(c.Derived(flow.Lower(c.Recv), c.Arg(0)))
}

// serve is a handler that is called by hand, as middleware does.
func serve(c *flow.Call) []*flow.Value {
	switch flow.Lower(c.Recv).Op {
	case flow.FuncVal, flow.Param, flow.If, flow.Join, flow.Field, flow.Result:
		c.Apply(c.Recv, c.Args...)
		return one(flow.NewUnknown("nothing"))
	}
	return nil
}
