package idiom

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const fastPath = "github.com/valyala/fasthttp"

// FastHTTP is the client of github.com/valyala/fasthttp. Nothing of net/http is
// behind it, so its calls are recognised and never edited.
var FastHTTP = Idiom{Name: "fasthttp", Models: fastModels()}

// fastSwap says what to do with a request of fasthttp.
func fastSwap() rest.Swap {
	return rest.Swap{Pkg: fastPath, Why: "fasthttp does not send through net/http; send this request with connect.Client(ctx, userID) and http.NewRequestWithContext"}
}

func fastModels() map[string]flow.Model {
	models := map[string]flow.Model{
		fastPath + ".AcquireRequest":        func(c *flow.Call) []*flow.Value { return one(fastRequest(c)) },
		fastPath + ".Request.SetRequestURI": fastURI,
		fastPath + ".Request.SetHost":       ignored,
		fastPath + ".Request.URI": func(c *flow.Call) []*flow.Value {
			return one(&flow.Value{Op: flow.Obj, Obj: part(c, c.Recv, "m2me.uri", fastPath+".URI")})
		},
		fastPath + ".Request.SetBody":       fastBody,
		fastPath + ".Request.SetBodyString": fastBody,
		fastPath + ".Request.SetBodyRaw":    fastBody,
		fastPath + ".Request.PostArgs":      fastForm,
		fastPath + ".URI.QueryArgs": func(c *flow.Call) []*flow.Value {
			return one(&flow.Value{Op: flow.Obj, Obj: part(c, c.Recv, fieldQuery, kindValues)})
		},
		fastPath + ".URI.Update":                  fastUpdate,
		fastPath + ".URI.SetQueryString":          func(c *flow.Call) []*flow.Value { return setField(c, "m2me.querystring") },
		fastPath + ".Args.Set":                    put("set"),
		fastPath + ".Args.Add":                    put("add"),
		fastPath + ".Args.Del":                    put("del"),
		fastPath + ".RequestHeader.Set":           put("set"),
		fastPath + ".RequestHeader.Add":           put("add"),
		fastPath + ".RequestHeader.Del":           put("del"),
		fastPath + ".RequestHeader.SetMethod":     func(c *flow.Call) []*flow.Value { return setField(c, fieldMethod) },
		fastPath + ".RequestHeader.SetRequestURI": func(c *flow.Call) []*flow.Value { return setField(c, fieldURL) },
		fastPath + ".Response.Body":               func(c *flow.Call) []*flow.Value { return one(flow.Lower(c.Recv)) },
	}
	for _, name := range []string{"Do", "DoTimeout", "DoDeadline", "DoRedirects"} {
		for _, of := range []string{"", "Client.", "HostClient."} {
			models[fastPath+"."+of+name] = fastDo
		}
	}
	for _, name := range []string{"Get", "GetTimeout", "GetDeadline", "Post"} {
		for _, of := range []string{"", "Client.", "HostClient."} {
			models[fastPath+"."+of+name] = fastGet
		}
	}
	return models
}

// ignored is a method whose effect does not matter here.
func ignored(*flow.Call) []*flow.Value { return one(flow.NewUnknown("nothing")) }

// setField keeps the first argument of a method in its receiver.
func setField(c *flow.Call, name string) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	c.Recv.Obj.Set(name, c.Arg(0))
	return one(flow.NewUnknown("nothing"))
}

func fastRequest(c *flow.Call) *flow.Value {
	req := flow.NewObject(fastPath+".Request", c.Type(0), c.Span())
	req.Obj.Set("Header", flow.NewObject(fastPath+".RequestHeader", nil, c.Span()))
	req.Obj.Set("m2me.uri", flow.NewObject(fastPath+".URI", nil, c.Span()))
	return req
}

func fastURI(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	part(c, c.Recv, "m2me.uri", fastPath+".URI").Set(fieldURL, c.Arg(0))
	return one(flow.NewUnknown("nothing"))
}

// fastUpdate resolves a reference against the URI so far.
func fastUpdate(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	c.Recv.Obj.Set(fieldURL, resolveRef(c.Field(c.Recv, fieldURL), c.Arg(0)))
	return one(flow.NewUnknown("nothing"))
}

func fastBody(c *flow.Call) []*flow.Value { return setField(c, fieldBody) }

// fastForm is the form in the body of a request.
func fastForm(c *flow.Call) []*flow.Value {
	form := &flow.Value{Op: flow.Obj, Obj: part(c, c.Recv, "m2me.form", kindValues)}
	if c.Recv != nil && c.Recv.Op == flow.Obj {
		c.Recv.Obj.Set(fieldBody, &flow.Value{Op: flow.Encoded, Text: "form", Args: []*flow.Value{form}})
	}
	return one(form)
}

func fastDo(c *flow.Call) []*flow.Value {
	req := c.Arg(0)
	if req == nil || req.Op != flow.Obj {
		return nil
	}
	uri := &flow.Value{Op: flow.Obj, Obj: part(c, req, "m2me.uri", fastPath+".URI")}
	header := &flow.Value{Op: flow.Obj, Obj: part(c, req, "Header", fastPath+".RequestHeader")}
	s := &flow.Send{Lib: "fasthttp", Method: header.Obj.Get(fieldMethod), URL: fastURL(c, uri, header), Header: header.Obj, Body: req.Obj.Get(fieldBody), Swap: fastSwap()}
	if s.Method == nil {
		s.Method = flow.NewConst("GET")
	}
	if q := uri.Obj.Get(fieldQuery); q != nil {
		s.Query = q
	}
	answer := c.Send(s)
	c.FillArg(1, answer)
	return one(&flow.Value{Op: flow.Result, Text: c.Name, Type: c.Type(0), Src: c.Span()})
}

func fastURL(c *flow.Call, uri, header *flow.Value) *flow.Value {
	url := uri.Obj.Get(fieldURL)
	if url == nil {
		url = header.Obj.Get(fieldURL)
	}
	if url == nil {
		url = c.Field(uri, fieldURL)
	}
	if q := uri.Obj.Get("m2me.querystring"); q != nil {
		return flow.NewConcat(url, flow.NewConst("?"), q)
	}
	return url
}

// fastGet is Get or Post with a URL; the answer is the body.
func fastGet(c *flow.Call) []*flow.Value {
	s := &flow.Send{Lib: "fasthttp", Method: flow.NewConst("GET"), URL: parsed(c, c.Arg(1)), Swap: fastSwap()}
	if c.Fn.Name() == "Post" {
		s.Method = flow.NewConst("POST")
		if args := c.Arg(2); args != nil {
			s.Body = asForm(c, args)
		}
	}
	answer := c.Send(s)
	return []*flow.Value{flow.NewUnknown("a status"), answer}
}
