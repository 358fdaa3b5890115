package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const fastPath = "github.com/valyala/fasthttp"

// FastHTTP is the client of github.com/valyala/fasthttp. Nothing of net/http is
// behind it, so its calls are recognised and never edited.
func FastHTTP() Idiom {
	return Idiom{Name: "fasthttp", Models: fastModels()}
}

// fastSwap says what to do with a request of fasthttp.
func fastSwap() rest.Swap {
	return rest.Swap{Pkg: fastPath, Why: "fasthttp does not send through net/http; send this request with connect.Client(ctx, userID) and http.NewRequestWithContext"}
}

func fastModels() map[string]flow.Model {
	models := map[string]flow.Model{
		fastPath + ".AcquireRequest":   func(c *flow.Call) []*flow.Value { return one(fastRequest(c)) },
		fastPath + ".Request.URI":      func(c *flow.Call) []*flow.Value { return one(fastPart(c, c.Recv, fieldURI, fastPath+".URI")) },
		fastPath + ".Request.PostArgs": fastForm,
		fastPath + ".Request.SetURI":   func(c *flow.Call) []*flow.Value { return setField(c, fieldURI) },
		fastPath + ".URI.QueryArgs":    func(c *flow.Call) []*flow.Value { return one(fastPart(c, c.Recv, fieldQuery, kindValues)) },
		fastPath + ".Args.Parse":       fastParse,
		fastPath + ".Args.ParseBytes":  fastParse,
		fastPath + ".Response.Body":    func(c *flow.Call) []*flow.Value { return one(flow.Lower(c.Recv)) },
	}
	for name, m := range map[string]flow.Model{
		"Request.SetRequestURI":       fastURI,
		"Request.SetHost":             fastHost,
		"Request.SetBody":             fastBody,
		"Request.SetBodyString":       fastBody,
		"Request.SetBodyRaw":          fastBody,
		"URI.Update":                  fastUpdate,
		"URI.SetHost":                 func(c *flow.Call) []*flow.Value { return setField(c, fieldHost) },
		"URI.SetPath":                 func(c *flow.Call) []*flow.Value { return setField(c, fieldPath) },
		"URI.SetScheme":               ignored,
		"URI.SetQueryString":          func(c *flow.Call) []*flow.Value { return setField(c, fieldText) },
		"RequestHeader.SetMethod":     func(c *flow.Call) []*flow.Value { return setField(c, fieldMethod) },
		"RequestHeader.SetRequestURI": func(c *flow.Call) []*flow.Value { return setField(c, fieldURL) },
		"RequestHeader.SetHost":       func(c *flow.Call) []*flow.Value { return setField(c, fieldHost) },
	} {
		models[fastPath+"."+name] = m
		models[fastPath+"."+name+"Bytes"] = m
	}
	for _, of := range []string{"Args.", "RequestHeader."} {
		for _, form := range []string{"", "BytesK", "BytesV", "BytesKV"} {
			models[fastPath+"."+of+"Set"+form] = put("set")
			models[fastPath+"."+of+"Add"+form] = put("add")
		}
		models[fastPath+"."+of+"Del"], models[fastPath+"."+of+"DelBytes"] = put("del"), put("del")
	}
	for _, of := range []string{"", "Client.", "HostClient.", "LBClient.", "PipelineClient."} {
		for _, name := range []string{"Do", "DoTimeout", "DoDeadline", "DoRedirects"} {
			models[fastPath+"."+of+name] = fastDo
		}
		for _, name := range []string{"Get", "GetTimeout", "GetDeadline", "Post"} {
			models[fastPath+"."+of+name] = fastGet
		}
	}
	return models
}

// Pseudo fields of the requests of fasthttp and their URIs.
const (
	fieldURI  = "m2me.uri"
	fieldHost = "m2me.host"
	fieldPath = "m2me.path"
	fieldText = "m2me.querystring"
)

// fastPart returns an object inside another.
func fastPart(c *flow.Call, of *flow.Value, name, kind string) *flow.Value {
	return &flow.Value{Op: flow.Obj, Obj: part(c, of, name, kind)}
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
	req.Obj.Set(fieldURI, flow.NewObject(fastPath+".URI", nil, c.Span()))
	return req
}

func fastURI(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	part(c, c.Recv, fieldURI, fastPath+".URI").Set(fieldURL, c.Arg(0))
	return one(flow.NewUnknown("nothing"))
}

// fastHost sets the host of a request.
func fastHost(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	part(c, c.Recv, fieldURI, fastPath+".URI").Set(fieldHost, c.Arg(0))
	return one(flow.NewUnknown("nothing"))
}

// fastParse fills parameters from a query string.
func fastParse(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	if q := parseQuery(c); q != nil {
		mergeInto(c, c.Recv.Obj, "set", q[0])
	}
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
	answer := fastSend(c, c.Arg(0))
	if answer == nil {
		return nil
	}
	c.FillArg(1, answer)
	return one(&flow.Value{Op: flow.Result, Text: c.Name, Type: c.Type(0), Src: c.Span()})
}

// fastSend puts a request on the wire and returns the answer.
func fastSend(c *flow.Call, req *flow.Value) *flow.Value {
	if req == nil || req.Op != flow.Obj {
		return nil
	}
	uri := fastPart(c, req, fieldURI, fastPath+".URI")
	header := part(c, req, "Header", fastPath+".RequestHeader")
	s := &flow.Send{Lib: "fasthttp", Method: header.Get(fieldMethod), URL: fastURL(c, uri, header), Header: header, Body: req.Obj.Get(fieldBody), Swap: fastSwap()}
	if s.Method == nil {
		s.Method = flow.NewConst("GET")
	}
	if q := uri.Obj.Get(fieldQuery); q != nil {
		s.Query = q
	}
	return c.Send(s)
}

// fastURL is the URL that a URI, a header and the client's address make.
func fastURL(c *flow.Call, uri *flow.Value, header *flow.Object) *flow.Value {
	url := uri.Obj.Get(fieldURL)
	if url == nil {
		url = header.Get(fieldURL)
	}
	host := uri.Obj.Get(fieldHost)
	if host == nil {
		host = header.Get(fieldHost)
	}
	if host == nil && strings.HasPrefix(c.Name, fastPath+".HostClient.") {
		host = withoutPort(c.Field(c.Recv, "Addr"))
	}
	path := uri.Obj.Get(fieldPath)
	switch {
	case path != nil && host != nil:
		url = onBase(flow.NewConcat(flow.NewConst("https://"), host), path)
	case path != nil && url != nil:
		url = resolveRef(url, path)
	case path != nil:
		url = path
	case url == nil:
		url = c.Field(uri, fieldURL)
	case host != nil:
		url = onBase(flow.NewConcat(flow.NewConst("https://"), host), url)
	}
	if q := uri.Obj.Get(fieldText); q != nil {
		return flow.NewConcat(url, flow.NewConst("?"), q)
	}
	return url
}

// withoutPort is an address without a constant port.
func withoutPort(addr *flow.Value) *flow.Value {
	if text, ok := addr.ConstText(); ok {
		host, _, _ := strings.Cut(text, ":")
		return flow.NewConst(host)
	}
	return addr
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
