package idiom

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const retryPath = "github.com/hashicorp/go-retryablehttp"

// RetryableHTTP is github.com/hashicorp/go-retryablehttp. Its request embeds an
// *http.Request and is modelled as one.
func RetryableHTTP() Idiom {
	return Idiom{Name: "retryablehttp", Models: retryModels()}
}

func retryModels() map[string]flow.Model {
	models := map[string]flow.Model{
		retryPath + ".NewRequest":            func(c *flow.Call) []*flow.Value { return retryRequest(c, nil, 0) },
		retryPath + ".NewRequestWithContext": func(c *flow.Call) []*flow.Value { return retryRequest(c, c.Arg(0), 1) },
		retryPath + ".FromRequest":           func(c *flow.Call) []*flow.Value { return one(retryWrap(c, c.Arg(0))) },
		retryPath + ".Request.WithContext":   retryContext,
		retryPath + ".Request.SetBody":       func(c *flow.Call) []*flow.Value { return one(&flow.Value{Op: flow.Nil}) },
		retryPath + ".NewClient":             retryClient,
		retryPath + ".Client.Do":             retryDo,
		retryPath + ".Client.StandardClient": retryStandard,
	}
	for name, method := range map[string]string{"Get": "GET", "Head": "HEAD", "Post": "POST", "PostForm": "POST"} {
		models[retryPath+"."+name] = retryURL(method)
		models[retryPath+".Client."+name] = retryURL(method)
	}
	return models
}

func retryWrap(c *flow.Call, req *flow.Value) *flow.Value {
	r := flow.NewObject(retryPath+".Request", c.Type(0), c.Span())
	r.Obj.Set("Request", req)
	return r
}

func retryRequest(c *flow.Call, ctx *flow.Value, i int) []*flow.Value {
	req := newRequest(c, ctx, i)[0]
	req.Obj.Type, req.Type = nil, nil
	return one(retryWrap(c, req))
}

func retryContext(c *flow.Call) []*flow.Value {
	inner := c.Field(c.Recv, "Request")
	if inner == nil || inner.Op != flow.Obj {
		return nil
	}
	out := flow.ShallowCopy(inner)
	out.Obj.Set(fieldCtx, c.Arg(0))
	return one(retryWrap(c, out))
}

func retryClient(c *flow.Call) []*flow.Value {
	client := flow.NewObject(retryPath+".Client", c.Type(0), c.Span())
	client.Obj.Set("HTTPClient", flow.NewObject(kindClient, nil, c.Span()))
	return one(client)
}

// retrySwap says how the requests of a client are given to a user: only where
// the client serves one request.
func retrySwap() rest.Swap {
	return rest.Swap{Pkg: retryPath, New: "NewClient", Field: "HTTPClient"}
}

func retryDo(c *flow.Call) []*flow.Value {
	req := c.Field(c.Arg(0), "Request")
	if req == nil {
		return nil
	}
	s := &flow.Send{Lib: "retryablehttp", Method: c.Field(req, "Method"), URL: c.Field(req, "URL"), Body: c.Field(req, "Body"),
		Client: c.Field(c.Recv, "HTTPClient"), Ctx: contextOf(c, req), Swap: retrySwap()}
	if h := c.Field(req, "Header"); h != nil && h.Op == flow.Obj {
		s.Header = h.Obj
	} else if h != nil {
		s.Header = &flow.Object{Kind: kindHeader, Base: h}
	}
	sender(c, s)
	return one(c.Send(s))
}

func retryURL(method string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		s := &flow.Send{Lib: "retryablehttp", Method: flow.NewConst(method), URL: parsed(c, c.Arg(0)), Swap: retrySwap()}
		if c.Recv != nil {
			s.Client = c.Field(c.Recv, "HTTPClient")
		}
		switch c.Fn.Name() {
		case "Post":
			s.Body = c.Arg(2)
		case "PostForm":
			s.Body = asForm(c, c.Arg(1))
		}
		sender(c, s)
		return one(c.Send(s))
	}
}

// retryStandard is an *http.Client whose transport retries with the client at
// hand.
func retryStandard(c *flow.Call) []*flow.Value {
	client := flow.NewObject(kindClient, c.Type(0), c.Span())
	client.Obj.Set("Transport", &flow.Value{Op: flow.Result, Text: c.Name, Args: []*flow.Value{c.Field(c.Recv, "HTTPClient")}})
	client.Obj.Set(fieldWhy, flow.NewConst("the client retries, and one made with connect.Client would not; make one for the user: put connect.Client(ctx, userID) into the field HTTPClient of a retryablehttp.NewClient()"))
	return one(client)
}
