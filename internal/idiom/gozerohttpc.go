package idiom

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const httpcPath = "github.com/zeromicro/go-zero/rest/httpc"

// GoZeroHTTPC is github.com/zeromicro/go-zero/rest/httpc: the tags of a struct
// say where in the request its fields go.
func GoZeroHTTPC() Idiom {
	return Idiom{Name: "go-zero httpc", Models: map[string]flow.Model{
		httpcPath + ".Do":                   httpcDo,
		httpcPath + ".DoRequest":            httpcRequest,
		httpcPath + ".Service.Do":           httpcDo,
		httpcPath + ".Service.DoRequest":    httpcRequest,
		httpcPath + ".NewService":           func(c *flow.Call) []*flow.Value { return one(httpcService(c, nil)) },
		httpcPath + ".NewServiceWithClient": func(c *flow.Call) []*flow.Value { return one(httpcService(c, c.Arg(1))) },
	}}
}

func httpcSwap() rest.Swap {
	return rest.Swap{Pkg: httpcPath, Why: "the client has a breaker, and one made with connect.Client would not; make one for the user: " +
		"httpc.NewServiceWithClient(name, connect.Client(ctx, userID))"}
}

func httpcService(c *flow.Call, inner *flow.Value) *flow.Value {
	s := flow.NewObject(httpcPath+".Service", c.Type(0), c.Span())
	if inner == nil {
		inner = flow.NewObject(kindClient, nil, c.Span())
	}
	s.Obj.Set(fieldHTTP, inner)
	return s
}

// httpcDo is Do(ctx, method, url, data).
func httpcDo(c *flow.Call) []*flow.Value {
	header := &flow.Object{Kind: kindHeader}
	vars := &flow.Object{}
	data := c.Arg(3)
	tagged(c, data, "header", header)
	tagged(c, data, "path", vars)
	s := &flow.Send{Lib: "httpc", Method: c.Arg(1), URL: fillVars(c.Arg(2), vars, true), Header: header, Client: c.Recv,
		Default: c.Recv == nil, Ctx: c.Arg(0), Swap: httpcSwap()}
	if data != nil && data.Op != flow.Nil {
		s.Query = &flow.Value{Op: flow.Obj, Obj: &flow.Object{Kind: kindValues, Base: c.Freeze(data)}}
		s.Body = asBody(c, data)
	}
	return one(c.Send(s))
}

// httpcRequest is DoRequest(req).
func httpcRequest(c *flow.Call) []*flow.Value {
	return one(c.Send(requestSent(c, c.Arg(0), "httpc", c.Recv, httpcSwap())))
}

// tagged puts the fields of a struct that have a tag into an object, by its name.
func tagged(c *flow.Call, data *flow.Value, tag string, to *flow.Object) {
	if data == nil || data.Type == nil {
		return
	}
	t := data.Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i := range st.NumFields() {
		if name, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get(tag), ","); name != "" {
			to.Put(flow.Entry{Op: "set", Key: flow.NewConst(name), Val: c.Field(data, st.Field(i).Name()), Src: c.Span()})
		}
	}
}
