package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const gentlemanPath = "gopkg.in/h2non/gentleman.v2"

// Gentleman is gopkg.in/h2non/gentleman.v2: clients and requests that are set up
// alike, a request with all that its client has.
func Gentleman() Idiom {
	return Idiom{Name: "gentleman", Models: gentlemanModels()}
}

func gentlemanModels() map[string]flow.Model {
	models := map[string]flow.Model{
		gentlemanPath + ".New":          newGentleman,
		gentlemanPath + ".NewRequest":   newGentleman,
		gentlemanPath + ".Request.Send": gentlemanSend,
		gentlemanPath + ".Request.Do":   gentlemanSend,
	}
	for _, typ := range []string{".Client.", ".Request."} {
		p := gentlemanPath + typ
		models[p+"URL"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldURL, c.Arg(0)) })
		models[p+"BaseURL"] = models[p+"URL"]
		models[p+"Path"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldURL, onBase(c.Field(c.Recv, fieldURL), c.Arg(0))) })
		models[p+"AddPath"] = models[p+"Path"]
		models[p+"Param"] = setter("set", fieldVars, "")
		models[p+"SetQuery"] = setter("set", fieldQuery, kindValues)
		models[p+"AddQuery"] = setter("add", fieldQuery, kindValues)
		models[p+"SetQueryParams"] = setAll("set", fieldQuery, kindValues)
		models[p+"SetHeader"] = setter("set", "Header", kindHeader)
		models[p+"AddHeader"] = setter("add", "Header", kindHeader)
		models[p+"SetHeaders"] = setAll("set", "Header", kindHeader)
		models[p+"Method"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldMethod, c.Arg(0)) })
		models[p+"JSON"] = link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asBody(c, c.Arg(0))) })
		for _, name := range []string{"Use", "UseRequest", "UseResponse", "UseError", "UseHandler", "AddCookie", "CookieJar", "Type"} {
			models[p+name] = link(func(*flow.Call) {})
		}
	}
	for _, name := range []string{"Request", "Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
		models[gentlemanPath+".Client."+name] = gentlemanRequest(name)
	}
	return models
}

func newGentleman(c *flow.Call) []*flow.Value {
	b := newSling(c)
	b[0].Obj.Kind = gentlemanPath
	return b
}

// gentlemanRequest begins a request with what its client has.
func gentlemanRequest(name string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		req := slingCopy(c)
		if req == nil {
			return nil
		}
		req.Obj.Kind = gentlemanPath
		if name != "Request" {
			req.Obj.Set(fieldMethod, flow.NewConst(strings.ToUpper(name)))
		}
		return one(req)
	}
}

func gentlemanSend(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	u := c.Field(c.Recv, fieldURL)
	if vars := c.Recv.Obj.Get(fieldVars); vars != nil {
		u = fillVars(u, vars.Obj, true)
	}
	s := &flow.Send{Lib: "gentleman", Method: c.Field(c.Recv, fieldMethod), URL: u, Default: true,
		Swap: rest.Swap{Pkg: gentlemanPath, Why: "gentleman sends it with a client of its own; give that the user's transport: " +
			"Use(transport.Set(connect.Client(ctx, userID).Transport))"}}
	sendBuilt(c, c.Recv, s)
	return one(&flow.Value{Op: flow.Result, Text: c.Name, Type: c.Type(0), Src: c.Span()})
}
