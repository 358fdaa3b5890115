package idiom

import (
	"maps"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// RestyV2 is resty as most programs have it.
func RestyV2() Idiom { return resty("github.com/go-resty/resty/v2", "GetClient", "QueryParam") }

// RestyV3 is the generation after it.
func RestyV3() Idiom { return resty("resty.dev/v3", "Client", "QueryParams") }

// resty returns the models of one generation: its import path, the method that
// returns the *http.Client inside, and the field of a request that holds its
// query parameters.
func resty(pkg, inner, query string) Idiom {
	r := restyLib{lib: "resty", pkg: pkg, inner: inner, query: query}
	models := map[string]flow.Model{
		pkg + ".New":                      r.newClient,
		pkg + ".NewWithClient":            r.newClient,
		pkg + ".Client.R":                 r.request,
		pkg + ".Client.NewRequest":        r.request,
		pkg + ".Client." + inner:          func(c *flow.Call) []*flow.Value { return one(restyHTTP(c)) },
		pkg + ".Client.Clone":             func(c *flow.Call) []*flow.Value { return one(c.Freeze(c.Recv)) },
		pkg + ".Client.SetBaseURL":        link(r.base),
		pkg + ".Client.SetHostURL":        link(r.base),
		pkg + ".Client.SetTransport":      link(r.transport),
		pkg + ".Client.SetPathParam":      r.carried(setter("set", fieldVars, "map")),
		pkg + ".Client.SetPathParams":     r.carried(setAll("set", fieldVars, "map")),
		pkg + ".Client.SetQueryParam":     r.carried(setter("set", query, kindValues)),
		pkg + ".Client.SetQueryParams":    r.carried(setAll("set", query, kindValues)),
		pkg + ".Client.SetHeader":         r.carriedHeader(setter("set", "Header", kindHeader)),
		pkg + ".Client.SetHeaders":        r.carried(setAll("set", "Header", kindHeader)),
		pkg + ".Client.SetAuthToken":      link(bearer),
		pkg + ".Client.SetBasicAuth":      link(basic),
		pkg + ".Client.OnBeforeRequest":   link(r.hook),
		pkg + ".Client.SetPreRequestHook": link(r.hook),

		pkg + ".Client.AddRequestMiddleware": link(r.hook),
	}
	for _, name := range []string{"SetTimeout", "SetCookieJar", "SetRedirectPolicy", "SetAuthScheme", "SetDisableWarn"} {
		models[pkg+".Client."+name] = link(func(*flow.Call) {})
	}
	for _, name := range restyLost {
		models[pkg+".Client."+name] = r.carried(link(func(*flow.Call) {}))
	}
	maps.Copy(models, r.requests())
	return Idiom{Name: pkg, Models: models}
}

// restyLost are settings that a second client would not have.
var restyLost = []string{
	"SetFormData", "SetCookie", "SetCookies", "SetHeaderVerbatim", "SetDigestAuth", "SetHeaderAuthorizationKey", "SetScheme",
	"OnAfterResponse", "OnError", "OnSuccess", "OnInvalid", "OnPanic", "OnRequestLog", "OnResponseLog", "OnDebugLog", "AddResponseMiddleware",
	"SetDebug", "EnableDebug", "SetDebugBodyLimit", "EnableTrace", "SetTrace", "SetLogger", "SetError", "SetUnescapeQueryParams",
	"SetRetryCount", "SetRetryWaitTime", "SetRetryMaxWaitTime", "SetRetryAfter", "SetRetryStrategy", "SetRetryDefaultConditions",
	"AddRetryCondition", "AddRetryConditions", "AddRetryAfterErrorCondition", "AddRetryHook", "AddRetryHooks", "SetAllowNonIdempotentRetry",
	"SetJSONMarshaler", "SetJSONUnmarshaler", "SetXMLMarshaler", "SetXMLUnmarshaler", "SetJSONEscapeHTML", "AddContentTypeEncoder", "AddContentTypeDecoder",
	"SetAllowGetMethodPayload", "SetAllowMethodGetPayload", "SetContentLength", "SetCloseConnection", "SetDoNotParseResponse",
	"SetOutputDirectory", "SetRateLimiter", "SetCircuitBreaker", "SetLoadBalancer", "SetResponseBodyLimit", "SetRawPathParam", "SetRawPathParams",
	"SetTLSClientConfig", "SetProxy", "RemoveProxy", "SetCertificates", "SetCertificateFromFile", "SetRootCertificate", "SetRootCertificates", "SetRootCertificateFromString", "SetClientRootCertificate",
}

// A restyLib is a library built like resty.
type restyLib struct {
	lib, pkg     string
	inner, query string
	colon        bool // "/users/:id", not "/users/{id}"
}

func (r restyLib) newClient(c *flow.Call) []*flow.Value {
	client := flow.NewObject(r.pkg+".Client", c.Type(0), c.Span())
	client.Obj.Set("BaseURL", flow.NewConst(""))
	client.Obj.Set("Header", flow.NewObject(kindHeader, nil, c.Span()))
	client.Obj.Set(r.query, flow.NewObject(kindValues, nil, c.Span()))
	client.Obj.Set(fieldVars, flow.NewObject("map", nil, c.Span()))
	client.Obj.Set(fieldSet, flow.NewObject("slice", nil, c.Span()))
	inner := c.Arg(0)
	if inner == nil {
		inner = flow.NewObject(kindClient, nil, c.Span())
	}
	client.Obj.Set(fieldHTTP, inner)
	return one(client)
}

// ownClient is a client that is made of nothing of net/http.
func (r restyLib) ownClient(c *flow.Call) []*flow.Value {
	d := *c
	d.Args = nil
	return r.newClient(&d)
}

// begin is a request of the package's own client.
func (r restyLib) begin(c *flow.Call) []*flow.Value {
	d := *c
	d.Recv = r.ownClient(c)[0]
	return r.request(&d)
}

func restyHTTP(c *flow.Call) *flow.Value { return c.Field(c.Recv, fieldHTTP) }

func (r restyLib) base(c *flow.Call) {
	c.Recv.Obj.Set("BaseURL", strip(c.Arg(0)))
	lose(c, "SetBaseURL")
}

func (r restyLib) transport(c *flow.Call) {
	h := part(c, c.Recv, fieldHTTP, kindClient)
	h.Set("Transport", c.Arg(0))
	lose(c, "SetTransport")
}

// lose notes a setting that a second client would not have.
func lose(c *flow.Call, name string) {
	part(c, c.Recv, fieldSet, "slice").Put(flow.Entry{Op: "elem", Key: flow.NewConst(""), Val: flow.NewConst(name), Src: c.Span()})
}

func (r restyLib) carried(m flow.Model) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		out := m(c)
		if out != nil {
			lose(c, c.Fn.Name())
		}
		return out
	}
}

// carriedHeader is a header of the client: the credential goes, others are kept.
func (r restyLib) carriedHeader(m flow.Model) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		if key, ok := c.Arg(0).ConstText(); ok && strings.EqualFold(key, "Authorization") {
			return m(c)
		}
		return r.carried(m)(c)
	}
}

// hook is a function that sees every request: what it sets, the client sets.
func (r restyLib) hook(c *flow.Call) {
	lose(c, c.Fn.Name())
	fn := c.Arg(0)
	if fn == nil {
		return
	}
	req := flow.NewObject(r.pkg+".Request", nil, c.Span())
	header := part(c, c.Recv, "Header", kindHeader)
	req.Obj.Set("Header", &flow.Value{Op: flow.Obj, Obj: header})
	c.Apply(fn, c.Recv, req)
}

func (r restyLib) request(c *flow.Call) []*flow.Value {
	req := flow.NewObject(r.pkg+".Request", c.Type(0), c.Span())
	req.Obj.Set(fieldClient, c.Recv)
	if x := receiverExpr(c); x != nil {
		req.Obj.Set(fieldSender, noted(x, c.Source(x)))
	}
	req.Obj.Set("Header", flow.NewObject(kindHeader, nil, c.Span()))
	for _, name := range []string{r.query, fieldVars} {
		mine := flow.NewObject(kindValues, nil, c.Span())
		mergeInto(c, mine.Obj, "set", c.Field(c.Recv, name))
		if mine.Obj.Base != nil {
			mine.Obj.Kind, mine.Obj.Copy = kindInherited, true
		}
		req.Obj.Set(name, mine)
	}
	req.Obj.Set("Method", flow.NewConst("GET"))
	return one(req)
}

// requests are the methods of a request.
func (r restyLib) requests() map[string]flow.Model {
	p := r.pkg + ".Request."
	models := map[string]flow.Model{
		p + "SetContext":               link(keepContext),
		p + "WithContext":              link(keepContext),
		p + "SetHeader":                setter("set", "Header", kindHeader),
		p + "SetHeaderVerbatim":        setter("set", "Header", kindHeader),
		p + "SetHeaders":               setAll("set", "Header", kindHeader),
		p + "SetAuthToken":             link(bearer),
		p + "SetBasicAuth":             link(basic),
		p + "SetQueryParam":            setter("set", r.query, kindValues),
		p + "SetQueryParams":           setAll("set", r.query, kindValues),
		p + "SetQueryParamsFromValues": setAll("add", r.query, kindValues),
		p + "SetQueryString":           link(func(c *flow.Call) { c.Recv.Obj.Set(fieldText, c.Arg(0)) }),
		p + "SetPathParam":             setter("set", fieldVars, "map"),
		p + "SetPathParams":            setAll("set", fieldVars, "map"),
		p + "SetRawPathParam":          setter("set", fieldVars, "map"),
		p + "SetRawPathParams":         setAll("set", fieldVars, "map"),
		p + "SetBody":                  link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asBody(c, c.Arg(0))) }),
		p + "SetFormData":              link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asForm(c, c.Arg(0))) }),
		p + "SetFormDataFromValues":    link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asForm(c, c.Arg(0))) }),
		p + "SetResult":                link(func(c *flow.Call) { c.Recv.Obj.Set(fieldResult, c.Arg(0)) }),
		p + "SetMethod":                link(func(c *flow.Call) { c.Recv.Obj.Set("Method", c.Arg(0)) }),
		p + "SetURL":                   link(func(c *flow.Call) { c.Recv.Obj.Set("URL", c.Arg(0)) }),
		p + "Execute":                  func(c *flow.Call) []*flow.Value { return r.send(c, c.Arg(0), c.Arg(1)) },
		p + "Send": func(c *flow.Call) []*flow.Value {
			return r.send(c, c.Field(c.Recv, "Method"), c.Field(c.Recv, "URL"))
		},
		r.pkg + ".Response.Body":  func(c *flow.Call) []*flow.Value { return one(flow.Lower(c.Recv)) },
		r.pkg + ".Response.Bytes": func(c *flow.Call) []*flow.Value { return one(flow.Lower(c.Recv)) },
	}
	for _, name := range []string{
		"SetError", "SetCookie", "SetCookies", "SetDebug", "EnableTrace", "SetTrace", "SetAuthScheme", "SetOutput", "SetDoNotParseResponse", "SetLogger",
		"ExpectContentType", "ForceContentType", "SetContentType", "SetContentLength", "SetTimeout", "SetRetryCount", "AddRetryCondition", "AddRetryConditions",
		"SetExpectResponseContentType", "SetForceResponseContentType", "SetJSONEscapeHTML", "SetUnescapeQueryParams", "EnableGenerateCurlOnDebug",
	} {
		models[p+name] = link(func(*flow.Call) {})
	}
	for _, name := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
		method := flow.NewConst(strings.ToUpper(name))
		models[p+name] = func(c *flow.Call) []*flow.Value { return r.send(c, method, c.Arg(0)) }
	}
	return models
}

func (r restyLib) send(c *flow.Call, method, url *flow.Value) []*flow.Value {
	return r.sendWith(c, method, url, rest.Swap{Pkg: r.pkg, New: "New", With: "NewWithClient", Inner: r.inner, Request: "R", Context: "SetContext", Transport: "SetTransport"})
}

func (r restyLib) sendWith(c *flow.Call, method, url *flow.Value, swap rest.Swap) []*flow.Value {
	req := c.Recv
	if req == nil || req.Op != flow.Obj {
		return nil
	}
	client := c.Field(req, fieldClient)
	url = onBase(c.Field(client, "BaseURL"), fillVars(url, part(c, req, fieldVars, "map"), r.colon))
	if q := req.Obj.Get(fieldText); q != nil {
		url = flow.NewConcat(url, flow.NewConst("?"), q)
	}
	s := &flow.Send{Lib: r.lib, Method: method, URL: url, Client: client,
		Query: &flow.Value{Op: flow.Obj, Obj: part(c, req, r.query, kindValues)}, Swap: swap}
	if at := req.Obj.Get(fieldSender); at != nil {
		s.ClientExpr, s.ClientText = at.Src, at.Hole
	}
	return sendBuilt(c, req, s)
}
