package idiom

import "github.com/m2me/m2me/internal/flow"

const (
	goapiPath   = "github.com/go-openapi/runtime"
	goapiClient = goapiPath + "/client"
	goapiReq    = goapiPath + ".ClientRequest"
)

// GoOpenAPI is the runtime of the clients that go-swagger generates. An
// operation says what is sent, its parameters write themselves into the
// request, and a value for each call or for the runtime writes the credential.
func GoOpenAPI() Idiom {
	return Idiom{
		Name: "go-openapi",
		Models: map[string]flow.Model{
			goapiClient + ".New":           goapiRuntime,
			goapiClient + ".NewWithClient": goapiRuntime,
			goapiClient + ".BearerToken":   func(c *flow.Call) []*flow.Value { return one(goapiAuth(c, c.Arg(0))) },
			goapiClient + ".APIKeyAuth":    func(c *flow.Call) []*flow.Value { return one(goapiAuth(c, c.Arg(2))) },
			goapiClient + ".BasicAuth": func(c *flow.Call) []*flow.Value {
				return one(goapiAuth(c, flow.NewConcat(flow.NewConst("Basic "), c.Arg(0), flow.NewConst(":"), c.Arg(1))))
			},
			goapiClient + ".Compose": func(c *flow.Call) []*flow.Value { return one(flow.JoinOf(c.Args...)) },

			goapiPath + ".ClientTransport.Submit": goapiSubmit,
			goapiClient + ".Runtime.Submit":       goapiSubmit,

			goapiReq + ".SetQueryParam":  goapiParam(fieldQuery, kindValues),
			goapiReq + ".SetPathParam":   goapiParam(fieldVars, "map"),
			goapiReq + ".SetHeaderParam": goapiParam("Header", kindHeader),
			goapiReq + ".SetFormParam":   goapiParam("m2me.form", kindValues),
			goapiReq + ".SetFileParam":   noError,
			goapiReq + ".SetTimeout":     noError,
			goapiReq + ".SetBodyParam": func(c *flow.Call) []*flow.Value {
				if c.Recv != nil && c.Recv.Op == flow.Obj {
					c.Recv.Obj.Set(fieldBody, asBody(c, c.Arg(0)))
				}
				return noError(c)
			},
		},
	}
}

func noError(*flow.Call) []*flow.Value { return one(&flow.Value{Op: flow.Nil}) }

// goapiParam puts a parameter into a part of a request.
func goapiParam(name, kind string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		if c.Recv != nil && c.Recv.Op == flow.Obj {
			part(c, c.Recv, name, kind).Put(flow.Entry{Op: "set", Key: c.Arg(0), Val: c.Arg(1), Src: c.Stmt(), Cond: c.Guard(c.Arg(1))})
		}
		return noError(c)
	}
}

// goapiRuntime is what sends: New(host, basePath, schemes), or with a client.
func goapiRuntime(c *flow.Call) []*flow.Value {
	rt := flow.NewObject(goapiClient+".Runtime", c.Type(0), c.Span())
	rt.Obj.Set("Host", c.Arg(0))
	rt.Obj.Set("BasePath", c.Arg(1))
	rt.Obj.Set("DefaultAuthentication", &flow.Value{Op: flow.Nil})
	client := c.Arg(3)
	if client == nil {
		client = flow.NewObject(kindClient, nil, c.Span())
	}
	rt.Obj.Set(fieldHTTP, client)
	return one(rt)
}

// goapiAuth writes a token into each request.
func goapiAuth(c *flow.Call, token *flow.Value) *flow.Value {
	w := flow.NewObject(goapiPath+".ClientAuthInfoWriter", c.Type(0), c.Span())
	w.Obj.Set("Token", token)
	return w
}

// goapiSubmit sends an operation.
func goapiSubmit(c *flow.Call) []*flow.Value {
	op := c.Arg(0)
	if op == nil || c.Recv == nil {
		return nil
	}
	req := flow.NewObject(goapiReq, nil, c.Span())
	for _, name := range []string{fieldQuery, "Header", "m2me.form"} {
		req.Obj.Set(name, flow.NewObject(kindValues, nil, c.Span()))
	}
	req.Obj.Set(fieldVars, flow.NewObject("map", nil, c.Span()))
	c.Method(handedIn(c.Field(op, "Params")), "WriteToRequest", req, flow.NewUnknown("a registry of formats"))
	header := part(c, req, "Header", kindHeader)
	for _, auth := range []*flow.Value{c.Field(c.Recv, "DefaultAuthentication"), c.Field(op, "AuthInfo")} {
		goapiCredential(header, flow.Lower(auth))
	}
	if form := req.Obj.Get("m2me.form"); len(form.Obj.Log) > 0 {
		req.Obj.Set(fieldBody, asForm(c, form))
	}
	path := fillVars(c.Field(op, "PathPattern"), part(c, req, fieldVars, "map"), false)
	base := flow.NewConcat(flow.NewConst("https://"), c.Field(c.Recv, "Host"), c.Field(c.Recv, "BasePath"))
	s := &flow.Send{Lib: "go-openapi", Method: c.Field(op, "Method"), URL: onBase(base, path), Client: c.Recv, Ctx: c.Field(op, "Context")}
	if own := flow.Lower(c.Field(op, "Client")); own != nil && own.Op == flow.Obj && own.Obj.Base == nil {
		s.Client = own
	}
	return sendBuilt(c, req, s)
}

// handedIn returns what the caller handed in, of a value that is made anew where
// that is nil.
func handedIn(v *flow.Value) *flow.Value {
	if v == nil || v.Op != flow.If && v.Op != flow.Join {
		return v
	}
	for _, alt := range v.Args {
		if alt = handedIn(alt); alt != nil && (alt.Op != flow.Obj || alt.Obj.Base != nil) {
			return alt
		}
	}
	return v.Args[0]
}

// goapiCredential notes who writes a credential into a request: a function, or
// a value that holds the token.
func goapiCredential(header *flow.Object, auth *flow.Value) {
	if auth == nil || auth.Op == flow.Nil {
		return
	}
	header.Put(flow.Entry{Op: flow.Lent, Key: flow.NewConst(""), Val: auth})
	header.Put(flow.Entry{Op: "set", Key: flow.NewConst("Authorization"), Val: flow.NewConcat(flow.NewConst("Bearer "), auth), Src: auth.Src})
}
