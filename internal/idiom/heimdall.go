package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Heimdall is github.com/gojek/heimdall: a client that retries, around an
// *http.Client that an option gives it.
func Heimdall() Idiom {
	return Idiom{Name: "heimdall", Models: heimdallModels()}
}

// heimdallPaths are the import paths that heimdall had and has.
var heimdallPaths = []string{"github.com/gojek/heimdall/v7", "github.com/gojek/heimdall", "github.com/gojektech/heimdall/v6", "github.com/gojektech/heimdall"}

func heimdallModels() map[string]flow.Model {
	models := map[string]flow.Model{}
	for _, path := range heimdallPaths {
		for _, pkg := range []string{path + "/httpclient", path + "/hystrix"} {
			models[pkg+".NewClient"] = heimdallClient(pkg)
			models[pkg+".WithHTTPClient"] = heimdallOption(pkg)
			heimdallSends(models, pkg, pkg)
		}
		heimdallSends(models, path, path+"/httpclient")
	}
	return models
}

// heimdallSends models the methods of the type Client of a package; make is the
// package that makes such clients.
func heimdallSends(models map[string]flow.Model, pkg, make string) {
	models[pkg+".Client.Do"] = heimdallDo(make)
	for _, name := range []string{"Get", "Post", "Put", "Patch", "Delete"} {
		models[pkg+".Client."+name] = heimdallURL(make, strings.ToUpper(name))
	}
}

// heimdallOption is an option that only says which client is inside.
func heimdallOption(pkg string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		opt := flow.NewObject(pkg+".Option", c.Type(0), c.Span())
		opt.Obj.Set(fieldHTTP, c.Arg(0))
		return one(opt)
	}
}

func heimdallClient(pkg string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		client := flow.NewObject(pkg+".Client", c.Type(0), c.Span())
		inner := flow.NewObject(kindClient, nil, c.Span())
		for _, opt := range c.Args {
			if opt != nil && opt.Op == flow.Obj && opt.Obj.Get(fieldHTTP) != nil {
				inner = opt.Obj.Get(fieldHTTP)
			}
		}
		client.Obj.Set(fieldHTTP, inner)
		return one(client)
	}
}

// heimdallSwap says what to do with the client of a request.
func heimdallSwap(pkg string) rest.Swap {
	name := pkg[strings.LastIndexByte(pkg, '/')+1:]
	return rest.Swap{Pkg: pkg, Why: "the client retries, and one made with connect.Client would not; make one for the user: " +
		name + ".NewClient(" + name + ".WithHTTPClient(connect.Client(ctx, userID)))"}
}

func heimdallDo(pkg string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		req := c.Arg(0)
		if req == nil {
			return nil
		}
		s := &flow.Send{Lib: "heimdall", Method: c.Field(req, "Method"), URL: c.Field(req, "URL"), Body: c.Field(req, "Body"),
			Client: c.Recv, Ctx: contextOf(c, req), Swap: heimdallSwap(pkg)}
		s.Header = headerOf(c.Field(req, "Header"))
		sender(c, s)
		return one(c.Send(s))
	}
}

// heimdallURL is Get(url, header) or Post(url, body, header).
func heimdallURL(pkg, method string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		s := &flow.Send{Lib: "heimdall", Method: flow.NewConst(method), URL: parsed(c, c.Arg(0)), Client: c.Recv, Swap: heimdallSwap(pkg)}
		if len(c.Args) == 3 {
			s.Body = c.Arg(1)
		}
		s.Header = headerOf(c.Arg(len(c.Args) - 1))
		sender(c, s)
		return one(c.Send(s))
	}
}

// headerOf returns the header that a value is, or nil.
func headerOf(h *flow.Value) *flow.Object {
	switch {
	case h == nil || h.Op == flow.Nil:
		return nil
	case h.Op == flow.Obj:
		return h.Obj
	}
	return &flow.Object{Kind: kindHeader, Base: h}
}
