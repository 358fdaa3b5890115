package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const requestsPath = "github.com/carlmjohnson/requests"

// Requests is github.com/carlmjohnson/requests.
func Requests() Idiom {
	return Idiom{Name: "requests", Models: requestsModels()}
}

func requestsModels() map[string]flow.Model {
	p := requestsPath + ".Builder."
	models := map[string]flow.Model{
		requestsPath + ".URL": newRequests,
		requestsPath + ".New": newRequests,
		p + "BaseURL":         link(func(c *flow.Call) { c.Recv.Obj.Set(fieldURL, strip(c.Arg(0))) }),
		p + "Host":            link(func(c *flow.Call) { c.Recv.Obj.Set(fieldURL, flow.NewConcat(flow.NewConst("https://"), c.Arg(0))) }),
		p + "Hostf":           link(func(c *flow.Call) { c.Recv.Obj.Set(fieldURL, flow.NewConcat(flow.NewConst("https://"), formatted(c))) }),
		p + "Path":            link(func(c *flow.Call) { slingPathTo(c, c.Arg(0)) }),
		p + "Pathf":           link(func(c *flow.Call) { slingPathTo(c, formatted(c)) }),
		p + "Param":           setter("set", fieldQuery, kindValues),
		p + "ParamInt":        setter("set", fieldQuery, kindValues),
		p + "ParamOptional":   setter("set", fieldQuery, kindValues),
		p + "Params":          setAll("set", fieldQuery, kindValues),
		p + "Header":          setter("set", "Header", kindHeader),
		p + "Headers":         setAll("set", "Header", kindHeader),
		p + "Bearer":          link(bearer),
		p + "BasicAuth":       link(basic),
		p + "Client":          link(func(c *flow.Call) { c.Recv.Obj.Set(fieldHTTP, c.Arg(0)) }),
		p + "Transport":       link(requestsTransport),
		p + "Method":          link(func(c *flow.Call) { c.Recv.Obj.Set(fieldMethod, c.Arg(0)) }),
		p + "BodyJSON":        link(requestsBody(asBody)),
		p + "BodyForm":        link(requestsBody(asForm)),
		p + "BodyBytes":       link(requestsBody(func(_ *flow.Call, v *flow.Value) *flow.Value { return v })),
		p + "BodyReader":      link(requestsBody(func(_ *flow.Call, v *flow.Value) *flow.Value { return v })),
		p + "ToJSON":          link(func(c *flow.Call) { c.Recv.Obj.Set(fieldResult, c.Arg(0)) }),
		p + "Clone":           func(c *flow.Call) []*flow.Value { return one(slingCopy(c)) },
		p + "Fetch":           requestsFetch,
		p + "Request":         requestsRequest,
		p + "Do":              requestsDo,
	}
	for _, name := range []string{"CheckStatus", "CheckContentType", "AddValidator", "Accept", "ContentType", "UserAgent", "CacheControl", "Cookie",
		"ToString", "ToBytesBuffer", "ToWriter", "ToFile", "Handle", "ErrorJSON", "ToHeaders", "CopyHeaders", "ToDeserializer"} {
		models[p+name] = link(func(*flow.Call) {})
	}
	for _, name := range []string{"Head", "Post", "Put", "Patch", "Delete"} {
		method := flow.NewConst(strings.ToUpper(name))
		models[p+name] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldMethod, method) })
	}
	return models
}

func newRequests(c *flow.Call) []*flow.Value {
	b := newSling(c)
	b[0].Obj.Kind = requestsPath + ".Builder"
	if c.Fn.Name() == "URL" {
		b[0].Obj.Set(fieldURL, c.Arg(0))
	} else {
		for _, config := range c.Args {
			c.Apply(config, b[0])
		}
	}
	return b
}

// formatted is the text that a format and its arguments make.
func formatted(c *flow.Call) *flow.Value {
	if text := format(c.Args); text != nil {
		return text
	}
	return flow.NewUnknown("a format that is not constant")
}

// requestsTransport is a client with a transport of its own.
func requestsTransport(c *flow.Call) {
	client := flow.NewObject(kindClient, nil, c.Span())
	client.Obj.Set("Transport", c.Arg(0))
	c.Recv.Obj.Set(fieldHTTP, client)
}

// requestsBody sets a body, which makes a POST of a GET.
func requestsBody(as func(*flow.Call, *flow.Value) *flow.Value) func(c *flow.Call) {
	return func(c *flow.Call) {
		c.Recv.Obj.Set(fieldBody, as(c, c.Arg(0)))
		if m, _ := c.Field(c.Recv, fieldMethod).ConstText(); m == "GET" {
			c.Recv.Obj.Set(fieldMethod, flow.NewConst("POST"))
		}
	}
}

func requestsSwap() rest.Swap { return rest.Swap{Pkg: requestsPath, Link: "Client"} }

func requestsFetch(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	s := &flow.Send{Lib: "requests", Method: c.Field(c.Recv, fieldMethod), URL: c.Field(c.Recv, fieldURL), Client: slingClient(c), Ctx: c.Arg(0), Swap: requestsSwap()}
	s.Default = s.Client == nil
	sendBuilt(c, c.Recv, s)
	return one(&flow.Value{Op: flow.Result, Text: c.Name, Type: c.Type(0), Src: c.Span()})
}

// requestsRequest is the *http.Request that a builder describes.
func requestsRequest(c *flow.Call) []*flow.Value {
	out := slingRequest(c)
	if out != nil {
		out[0].Obj.Set(fieldCtx, c.Arg(0))
	}
	return out
}

// requestsDo sends a request that was built before.
func requestsDo(c *flow.Call) []*flow.Value {
	req := c.Arg(0)
	if req == nil || c.Recv == nil {
		return nil
	}
	s := &flow.Send{Lib: "requests", Method: c.Field(req, "Method"), URL: c.Field(req, "URL"), Body: c.Field(req, "Body"), Client: slingClient(c), Ctx: contextOf(c, req), Swap: requestsSwap()}
	s.Default = s.Client == nil
	if h := c.Field(req, "Header"); h != nil && h.Op == flow.Obj {
		s.Header = h.Obj
	}
	c.Send(s)
	return one(&flow.Value{Op: flow.Result, Text: c.Name, Type: c.Type(0), Src: c.Span()})
}
