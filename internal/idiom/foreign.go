package idiom

import (
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Foreign are functions of libraries that nothing is known about, which take a
// request and give its answer: they send it, with the client that they are given
// or with one of their own.
func Foreign() Idiom {
	return Idiom{Name: "foreign", Models: map[string]flow.Model{flow.ForeignDoer: foreignDo}}
}

func foreignDo(c *flow.Call) []*flow.Value {
	var req, client *flow.Value
	for _, a := range c.Args {
		if a == nil || a.Type == nil {
			continue
		}
		switch flow.TypeName(a.Type) {
		case "net/http.Request":
			req = a
		case "net/http.Client":
			client = a
		}
	}
	if req == nil {
		return nil
	}
	return one(c.Send(requestSent(c, req, "foreign", client, rest.Swap{
		Why: c.Fn.Name() + " is not known to send as an *http.Client does; send it with connect.Client(ctx, userID)"})))
}

// requestSent is an *http.Request on the wire.
func requestSent(c *flow.Call, req *flow.Value, lib string, client *flow.Value, swap rest.Swap) *flow.Send {
	s := &flow.Send{Lib: lib, Method: c.Field(req, "Method"), URL: c.Field(req, "URL"), Body: c.Field(req, "Body"),
		Client: client, Default: client == nil, Ctx: contextOf(c, req), Swap: swap}
	s.Header = headerOf(c.Field(req, "Header"))
	sender(c, s)
	return s
}
