package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const imrocPath = "github.com/imroc/req/v3"

// Imroc is github.com/imroc/req. Its client brings a transport of its own, so
// its calls are recognised and never edited.
func Imroc() Idiom {
	return Idiom{Name: "imroc/req", Models: imrocModels()}
}

func imrocModels() map[string]flow.Model {
	r := restyLib{lib: "imroc/req", pkg: imrocPath, query: fieldQuery}
	models := r.requests()
	delete(models, imrocPath+".Response.Body")
	of := imrocPath + ".Client."
	for name, m := range map[string]flow.Model{
		imrocPath + ".C":                r.ownClient,
		imrocPath + ".NewClient":        r.ownClient,
		imrocPath + ".R":                r.begin,
		of + "R":                        r.request,
		of + "NewRequest":               r.request,
		of + "SetBaseURL":               link(r.base),
		of + "SetTimeout":               link(func(*flow.Call) {}),
		of + "SetUserAgent":             link(func(*flow.Call) {}),
		of + "DevMode":                  link(func(*flow.Call) {}),
		of + "SetCommonBearerAuthToken": link(bearer),
		of + "SetCommonBasicAuth":       link(basic),
		of + "SetCommonHeader":          setter("set", "Header", kindHeader),
		of + "SetCommonHeaders":         setAll("set", "Header", kindHeader),
		of + "SetCommonQueryParam":      setter("set", fieldQuery, kindValues),
		of + "SetCommonQueryParams":     setAll("set", fieldQuery, kindValues),
		of + "SetCommonPathParam":       setter("set", fieldVars, "map"),
		of + "OnBeforeRequest":          link(r.hook),
	} {
		models[name] = m
	}
	p := imrocPath + ".Request."
	models[p+"SetBearerAuthToken"] = link(bearer)
	models[p+"AddQueryParam"] = setter("add", fieldQuery, kindValues)
	models[p+"SetBodyJsonMarshal"] = models[p+"SetBody"]
	models[p+"SetSuccessResult"] = models[p+"SetResult"]
	models[p+"SetErrorResult"] = link(func(*flow.Call) {})
	for _, name := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
		method := flow.NewConst(strings.ToUpper(name))
		send := imrocSend(r, method, 0)
		models[p+name] = send
		models[p+"Must"+name] = send
		models[imrocPath+"."+name] = func(c *flow.Call) []*flow.Value {
			d := *c
			d.Recv = r.begin(c)[0]
			return send(&d)
		}
	}
	models[p+"Send"] = func(c *flow.Call) []*flow.Value { return imrocSend(r, c.Arg(0), 1)(c) }
	return models
}

func imrocSend(r restyLib, method *flow.Value, arg int) flow.Model {
	swap := rest.Swap{Pkg: imrocPath, Why: "a client of imroc/req has a transport of its own; send this request with connect.Client(ctx, userID) and http.NewRequestWithContext"}
	return func(c *flow.Call) []*flow.Value { return r.sendWith(c, method, c.Arg(arg), swap) }
}
