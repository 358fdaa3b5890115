package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const (
	fiber2Path = "github.com/gofiber/fiber/v2"
	fiber3Path = "github.com/gofiber/fiber/v3/client"

	fieldAgent = "m2me.request" // of an agent: the request of fasthttp that it sends
)

// FiberV2 is the client of fiber 2: agents around requests of fasthttp. Nothing of
// net/http is behind them, so their calls are recognised and never edited.
func FiberV2() Idiom { return Idiom{Name: "fiber v2", Models: fiber2Models()} }

// FiberV3 is the client of fiber 3, one like resty's. The same holds for its calls.
func FiberV3() Idiom { return Idiom{Name: "fiber v3", Models: fiber3Models()} }

func fiber2Models() map[string]flow.Model {
	models := map[string]flow.Model{
		fiber2Path + ".AcquireAgent": func(c *flow.Call) []*flow.Value { return one(fiberAgent(c)) },
	}
	for _, name := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete"} {
		models[fiber2Path+"."+name] = fiberBegin(strings.ToUpper(name))
		models[fiber2Path+".Client."+name] = fiberBegin(strings.ToUpper(name))
	}
	p := fiber2Path + ".Agent."
	for _, form := range []string{"", "BytesK", "BytesV", "BytesKV"} {
		models[p+"Set"+form] = fiberHeader("set")
		models[p+"Add"+form] = fiberHeader("add")
	}
	for name, f := range map[string]func(c *flow.Call, req *flow.Value){
		"QueryString": func(c *flow.Call, req *flow.Value) { part(c, req, fieldURI, fastPath+".URI").Set(fieldText, c.Arg(0)) },
		"Host":        func(c *flow.Call, req *flow.Value) { part(c, req, fieldURI, fastPath+".URI").Set(fieldHost, c.Arg(0)) },
		"Body":        func(c *flow.Call, req *flow.Value) { req.Obj.Set(fieldBody, c.Arg(0)) },
		"BodyString":  func(c *flow.Call, req *flow.Value) { req.Obj.Set(fieldBody, c.Arg(0)) },
		"JSON":        func(c *flow.Call, req *flow.Value) { req.Obj.Set(fieldBody, asBody(c, c.Arg(0))) },
		"Form":        func(c *flow.Call, req *flow.Value) { req.Obj.Set(fieldBody, asForm(c, c.Arg(0))) },
		"BasicAuth": func(c *flow.Call, req *flow.Value) {
			linkEntry(c, part(c, req, "Header", kindHeader), "set", flow.NewConst("Authorization"),
				flow.NewConcat(flow.NewConst("Basic "), c.Arg(0), flow.NewConst(":"), c.Arg(1)))
		},
	} {
		m := link(func(c *flow.Call) { f(c, fiberRequest(c, c.Recv)) })
		models[p+name], models[p+name+"Bytes"] = m, m
	}
	for _, name := range []string{"ConnectionClose", "UserAgent", "Cookie", "Cookies", "Referer", "ContentType", "XML", "Timeout", "Reuse", "Debug",
		"InsecureSkipVerify", "TLSConfig", "MaxRedirectsCount", "JSONEncoder", "JSONDecoder", "SetResponse", "Dest", "RetryIf"} {
		models[p+name] = link(func(*flow.Call) {})
	}
	models[p+"Request"] = func(c *flow.Call) []*flow.Value { return one(fiberRequest(c, c.Recv)) }
	models[p+"Parse"] = noError
	for _, name := range []string{"Bytes", "String", "Struct"} {
		models[p+name] = fiberSend
	}
	return models
}

// fiberAgent is an agent without a URL.
func fiberAgent(c *flow.Call) *flow.Value {
	a := flow.NewObject(fiber2Path+".Agent", c.Type(0), c.Span())
	req := fastRequest(c)
	req.Obj.Type, req.Type = nil, nil
	a.Obj.Set(fieldAgent, req)
	return a
}

// fiberRequest returns the request that an agent sends.
func fiberRequest(c *flow.Call, agent *flow.Value) *flow.Value {
	return fastPart(c, agent, fieldAgent, fastPath+".Request")
}

// fiberBegin is Get(url) and its like.
func fiberBegin(method string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		a := fiberAgent(c)
		req := fiberRequest(c, a)
		part(c, req, "Header", fastPath+".RequestHeader").Set(fieldMethod, flow.NewConst(method))
		part(c, req, fieldURI, fastPath+".URI").Set(fieldURL, c.Arg(0))
		return one(a)
	}
}

// fiberHeader sets a header of the request of an agent.
func fiberHeader(op string) flow.Model {
	return link(func(c *flow.Call) {
		linkEntry(c, part(c, fiberRequest(c, c.Recv), "Header", fastPath+".RequestHeader"), op, c.Arg(0), c.Arg(1))
	})
}

// fiberSend is Bytes, String or Struct: a status, the body and errors.
func fiberSend(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	answer := fastSend(c, fiberRequest(c, c.Recv))
	if c.Fn.Name() == "Struct" {
		c.FillArg(0, &flow.Value{Op: flow.Decoded, Args: []*flow.Value{answer}, Src: c.Span()})
	}
	return []*flow.Value{flow.NewUnknown("a status"), answer}
}

func fiber3Models() map[string]flow.Model {
	r := restyLib{lib: "fiber", pkg: fiber3Path, query: fieldQuery, colon: true}
	p, of := fiber3Path+".Request.", fiber3Path+".Client."
	models := map[string]flow.Model{of + "R": r.request, of + "SetBaseURL": link(r.base), of + "AddRequestHook": link(r.hook),
		fiber3Path + ".AcquireRequest": r.begin}
	for _, name := range []string{"New", "NewWithClient", "NewWithHostClient", "NewWithLBClient", "C"} {
		models[fiber3Path+"."+name] = r.ownClient
	}
	for _, on := range []string{p, of} {
		for _, op := range []string{"Set", "Add"} {
			how := strings.ToLower(op)
			models[on+op+"Header"] = setter(how, "Header", kindHeader)
			models[on+op+"Headers"] = setAll(how, "Header", kindHeader)
			models[on+op+"Param"] = setter(how, fieldQuery, kindValues)
			models[on+op+"Params"] = setAll(how, fieldQuery, kindValues)
		}
		models[on+"SetParamsWithStruct"] = setAll("add", fieldQuery, kindValues)
		models[on+"SetPathParam"] = setter("set", fieldVars, "map")
		models[on+"SetPathParams"] = setAll("set", fieldVars, "map")
		for _, name := range []string{"SetTimeout", "SetUserAgent", "SetReferer", "SetCookie", "SetCookies", "SetMaxRedirects", "SetBoundary", "SetRetryConfig",
			"SetTLSConfig", "SetDial", "SetLogger", "Debug", "SetJSONMarshal", "SetJSONUnmarshal", "AddResponseHook", "SetDisablePathNormalizing", "SetCookieJar", "AddFile", "AddFiles"} {
			models[on+name] = link(func(*flow.Call) {})
		}
	}
	models[p+"SetContext"] = link(keepContext)
	models[p+"SetClient"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldClient, c.Arg(0)) })
	models[p+"SetURL"] = link(func(c *flow.Call) { c.Recv.Obj.Set("URL", c.Arg(0)) })
	models[p+"SetMethod"] = link(func(c *flow.Call) { c.Recv.Obj.Set("Method", c.Arg(0)) })
	models[p+"SetJSON"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asBody(c, c.Arg(0))) })
	models[p+"SetRawBody"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, c.Arg(0)) })
	models[p+"SetFormDataWithMap"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asForm(c, c.Arg(0))) })
	models[p+"Send"] = func(c *flow.Call) []*flow.Value {
		return r.sendWith(c, c.Field(c.Recv, "Method"), c.Field(c.Recv, "URL"), fiberSwap())
	}
	models[p+"Custom"] = func(c *flow.Call) []*flow.Value { return r.sendWith(c, c.Arg(1), c.Arg(0), fiberSwap()) }
	models[of+"Custom"] = fiberConfig(r, nil)
	models[fiber3Path+".Response.Body"] = func(c *flow.Call) []*flow.Value { return one(flow.Lower(c.Recv)) }
	models[fiber3Path+".Response.JSON"] = func(c *flow.Call) []*flow.Value { return decode(c, c.Recv, 0) }
	for _, name := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
		method := flow.NewConst(strings.ToUpper(name))
		models[p+name] = func(c *flow.Call) []*flow.Value { return r.sendWith(c, method, c.Arg(0), fiberSwap()) }
		models[of+name] = fiberConfig(r, method)
		models[fiber3Path+"."+name] = fiberConfig(r, method)
	}
	return models
}

func fiberSwap() rest.Swap {
	return rest.Swap{Pkg: fiber3Path, Why: "fiber's client does not send through net/http; send this request with connect.Client(ctx, userID) and http.NewRequestWithContext"}
}

// fiberConfig sends a request that a Config describes: Get(url, Config{…}), and
// Custom(url, method, Config{…}) if there is no method.
func fiberConfig(r restyLib, method *flow.Value) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		d := *c
		how, configs := method, c.Args[1:]
		if how == nil {
			how, configs = c.Arg(1), c.Args[2:]
		}
		if c.Recv == nil {
			d.Recv = r.ownClient(c)[0]
		}
		d.Recv = r.request(&d)[0]
		req := d.Recv
		for _, cfg := range configs {
			mergeInto(c, part(c, req, "Header", kindHeader), "set", c.Field(cfg, "Header"))
			mergeInto(c, part(c, req, fieldQuery, kindValues), "set", c.Field(cfg, "Param"))
			mergeInto(c, part(c, req, fieldVars, "map"), "set", c.Field(cfg, "PathParam"))
			req.Obj.Set(fieldCtx, c.Field(cfg, "Ctx"))
			if body := c.Field(cfg, "Body"); body != nil && body.Op != flow.Nil {
				req.Obj.Set(fieldBody, asBody(c, body))
			}
		}
		return r.sendWith(&d, how, c.Arg(0), fiberSwap())
	}
}
