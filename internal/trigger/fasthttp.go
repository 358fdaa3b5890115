package trigger

import "github.com/m2me/m2me/internal/rest"

const fasthttpPath = "github.com/valyala/fasthttp."

// FastHTTP is the server of github.com/valyala/fasthttp.
func FastHTTP() Trigger {
	return Trigger{
		Name: "fasthttp",
		Regs: []Reg{
			{Func: fasthttpPath + "ListenAndServe", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: fasthttpPath + "ListenAndServeUNIX", Pattern: None, Fn: 2, Kind: rest.ByUser},
			{Func: fasthttpPath + "ListenAndServeTLS", Pattern: None, Fn: 3, Kind: rest.ByUser},
			{Func: fasthttpPath + "Serve", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: fasthttpPath + "ServeConn", Pattern: None, Fn: 1, Kind: rest.ByUser},
			{Func: fasthttpPath + "ServeTLS", Pattern: None, Fn: 3, Kind: rest.ByUser},
			{Func: fasthttpPath + "RequestCtx.SetUserValue", Pattern: 0, Fn: 1, Keeps: true},
		},
		Fields: []Field{{Type: fasthttpPath + "Server", Names: []string{"Handler"}, Kind: rest.ByUser}},
		Shapes: []Shape{{Params: []string{fasthttpPath + "RequestCtx"}, Kind: rest.ByUser}},
		Sources: []Source{
			{Func: fasthttpPath + "RequestHeader.Cookie", Presented: true},
			{Func: fasthttpPath + "RequestHeader.Peek", Header: true},
		},
		Recalls:  []string{fasthttpPath + "RequestCtx.SetUserValue", fasthttpPath + "RequestCtx.UserValue"},
		Payloads: []Payload{{Type: fasthttpPath + "RequestCtx", Subject: rest.Request}},
	}
}
