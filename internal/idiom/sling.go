package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

const slingPath = "github.com/dghubble/sling"

// Sling is github.com/dghubble/sling: chains that end in a request.
func Sling() Idiom {
	return Idiom{Name: "sling", Models: slingModels()}
}

func slingModels() map[string]flow.Model {
	p := slingPath + ".Sling."
	models := map[string]flow.Model{
		slingPath + ".New":   newSling,
		p + "New":            func(c *flow.Call) []*flow.Value { return one(slingCopy(c)) },
		p + "Base":           link(func(c *flow.Call) { c.Recv.Obj.Set(fieldURL, strip(c.Arg(0))) }),
		p + "Path":           link(func(c *flow.Call) { slingPathTo(c, c.Arg(0)) }),
		p + "Client":         link(func(c *flow.Call) { c.Recv.Obj.Set(fieldHTTP, c.Arg(0)) }),
		p + "Doer":           link(func(c *flow.Call) { c.Recv.Obj.Set(fieldHTTP, c.Arg(0)) }),
		p + "Set":            setter("set", "Header", kindHeader),
		p + "Add":            setter("add", "Header", kindHeader),
		p + "SetBasicAuth":   link(basic),
		p + "QueryStruct":    setAll("add", fieldQuery, kindValues),
		p + "Body":           link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, c.Arg(0)) }),
		p + "BodyJSON":       link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asBody(c, c.Arg(0))) }),
		p + "BodyForm":       link(func(c *flow.Call) { c.Recv.Obj.Set(fieldBody, asForm(c, c.Arg(0))) }),
		p + "Request":        slingRequest,
		p + "Receive":        slingSend,
		p + "ReceiveSuccess": slingSend,
		p + "Do":             slingDo,
	}
	for _, name := range []string{"BodyProvider", "ResponseDecoder"} {
		models[p+name] = link(func(*flow.Call) {})
	}
	for _, name := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options", "Trace", "Connect"} {
		method := flow.NewConst(strings.ToUpper(name))
		models[p+name] = link(func(c *flow.Call) {
			c.Recv.Obj.Set(fieldMethod, method)
			slingPathTo(c, c.Arg(0))
		})
	}
	return models
}

func newSling(c *flow.Call) []*flow.Value {
	s := flow.NewObject(slingPath+".Sling", c.Type(0), c.Span())
	s.Obj.Set(fieldMethod, flow.NewConst("GET"))
	s.Obj.Set(fieldURL, flow.NewConst(""))
	s.Obj.Set(fieldHTTP, &flow.Value{Op: flow.Nil})
	s.Obj.Set("Header", flow.NewObject(kindHeader, nil, c.Span()))
	s.Obj.Set(fieldQuery, flow.NewObject(kindValues, nil, c.Span()))
	return one(s)
}

// slingCopy is a copy that can be changed on its own.
func slingCopy(c *flow.Call) *flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	s := flow.NewObject(slingPath+".Sling", c.Type(0), c.Span())
	for _, name := range []string{fieldMethod, fieldURL, fieldHTTP, fieldBody} {
		if v := c.Recv.Obj.Get(name); v != nil {
			s.Obj.Set(name, v)
		} else if c.Recv.Obj.Base != nil {
			s.Obj.Set(name, c.Field(c.Recv, name))
		}
	}
	for _, name := range []string{"Header", fieldQuery} {
		mine := flow.NewObject(slingKind(name), nil, c.Span())
		mergeInto(c, mine.Obj, "add", c.Field(c.Recv, name))
		if mine.Obj.Base != nil && name == fieldQuery {
			mine.Obj.Kind = kindInherited
		}
		s.Obj.Set(name, mine)
	}
	return s
}

func slingKind(name string) string {
	if name == "Header" {
		return kindHeader
	}
	return kindValues
}

// slingPathTo resolves a reference against the URL so far, as a browser does.
func slingPathTo(c *flow.Call, ref *flow.Value) {
	c.Recv.Obj.Set(fieldURL, resolveRef(c.Field(c.Recv, fieldURL), ref))
}

// resolveRef appends a reference to a URL. What follows the last slash of a
// constant URL gives way to it; a reference that begins with a slash begins at
// the host.
func resolveRef(base, ref *flow.Value) *flow.Value {
	text, isConst := base.ConstText()
	first := ref
	for first != nil && first.Op == flow.Concat && len(first.Args) > 0 {
		first = first.Args[0]
	}
	lead := ""
	if first != nil && first.Op == flow.Const {
		lead = first.Text
	}
	switch {
	case strings.Contains(lead, "://") || isConst && text == "":
		return ref
	case !isConst:
		if strings.HasPrefix(lead, "/") {
			return flow.NewConcat(withoutSlash(base), ref)
		}
		return flow.NewConcat(withoutSlash(base), flow.NewConst("/"), ref)
	case strings.HasPrefix(lead, "/"):
		if i := strings.Index(text, "://"); i >= 0 {
			if j := strings.IndexByte(text[i+3:], '/'); j >= 0 {
				text = text[:i+3+j]
			}
		}
		return flow.NewConcat(flow.NewConst(text), ref)
	}
	if i := strings.LastIndexByte(text, '/'); i > strings.Index(text, "://")+2 {
		return flow.NewConcat(flow.NewConst(text[:i+1]), ref)
	}
	return flow.NewConcat(flow.NewConst(text+"/"), ref)
}

// slingRequest is the *http.Request that a chain describes.
func slingRequest(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	req := flow.NewObject(kindRequest, c.Type(0), c.Span())
	req.Obj.Set("Method", c.Field(c.Recv, fieldMethod))
	u := parsed(c, c.Field(c.Recv, fieldURL))
	if q := c.Recv.Obj.Get(fieldQuery); q != nil && q.Op == flow.Obj && (len(q.Obj.Log) > 0 || q.Obj.Base != nil) {
		u.Obj.Set("RawQuery", &flow.Value{Op: flow.Encoded, Text: "form", Args: []*flow.Value{c.Freeze(q)}})
	}
	req.Obj.Set("URL", u)
	req.Obj.Set("Header", c.Freeze(&flow.Value{Op: flow.Obj, Obj: part(c, c.Recv, "Header", kindHeader)}))
	if body := c.Recv.Obj.Get(fieldBody); body != nil {
		req.Obj.Set("Body", body)
	}
	return one(req)
}

func slingSend(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	s := &flow.Send{Lib: "sling", Method: c.Field(c.Recv, fieldMethod), URL: c.Field(c.Recv, fieldURL), Client: slingClient(c),
		Swap: rest.Swap{Pkg: slingPath, Link: "Client"}}
	s.Default = s.Client == nil
	out := sendBuilt(c, c.Recv, s)
	c.FillArg(0, &flow.Value{Op: flow.Decoded, Args: out, Src: c.Span()})
	return out
}

func slingClient(c *flow.Call) *flow.Value {
	v := c.Field(c.Recv, fieldHTTP)
	if v == nil || v.Op == flow.Nil {
		return nil
	}
	return v
}

// slingDo sends a request that was built before.
func slingDo(c *flow.Call) []*flow.Value {
	req := c.Arg(0)
	if req == nil || c.Recv == nil {
		return nil
	}
	s := &flow.Send{Lib: "sling", Method: c.Field(req, "Method"), URL: c.Field(req, "URL"), Body: c.Field(req, "Body"), Client: slingClient(c), Ctx: contextOf(c, req),
		Swap: rest.Swap{Pkg: slingPath, Link: "Client"}}
	s.Default = s.Client == nil
	if h := c.Field(req, "Header"); h != nil && h.Op == flow.Obj {
		s.Header = h.Obj
	}
	answer := c.Send(s)
	c.FillArg(1, &flow.Value{Op: flow.Decoded, Args: []*flow.Value{answer}, Src: c.Span()})
	return one(answer)
}
