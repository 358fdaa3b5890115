package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const grequestsPath = "github.com/levigross/grequests"

// Grequests is github.com/levigross/grequests: a function for every method, and a
// struct with all there is to say about the request.
func Grequests() Idiom {
	return Idiom{Name: "grequests", Models: grequestsModels()}
}

func grequestsModels() map[string]flow.Model {
	models := map[string]flow.Model{}
	for _, name := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options"} {
		models[grequestsPath+"."+name] = grequestsSend(strings.ToUpper(name))
		models[grequestsPath+".Session."+name] = models[grequestsPath+"."+name]
	}
	return models
}

// grequestsSend is Get(url, options).
func grequestsSend(method string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		s := &flow.Send{Lib: "grequests", Method: flow.NewConst(method), URL: c.Arg(0), Default: true,
			Swap: rest.Swap{Pkg: grequestsPath, Why: "the options of the request say who sends it: HTTPClient: connect.Client(ctx, userID)"}}
		if ro := c.Arg(1); ro != nil && ro.Op == flow.Obj {
			s.Header = &flow.Object{Kind: kindHeader}
			mergeInto(c, s.Header, "set", ro.Obj.Get("Headers"))
			s.Query = flow.NewObject(kindValues, nil, c.Span())
			mergeInto(c, s.Query.Obj, "set", ro.Obj.Get("Params"))
			mergeInto(c, s.Query.Obj, "set", ro.Obj.Get("QueryStruct"))
			s.Body = ro.Obj.Get("JSON")
			if hc := ro.Obj.Get("HTTPClient"); hc != nil {
				s.Client, s.Default = hc, false
			}
		}
		c.Send(s)
		return one(&flow.Value{Op: flow.Result, Text: c.Name, Type: c.Type(0), Src: c.Span()})
	}
}
