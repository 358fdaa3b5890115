package idiom

import (
	"go/ast"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Pseudo fields of builders.
const (
	fieldClient = "m2me.client" // of a request: the library's client
	fieldSender = "m2me.sender" // of a request: where its client is written
	fieldHTTP   = "m2me.http"   // of a library's client: the *http.Client inside
	fieldURL    = "m2me.url"    // the URL so far
	fieldQuery  = "m2me.query"  // further query parameters
	fieldVars   = "m2me.vars"   // what "{name}" in a path stands for
	fieldSet    = "m2me.set"    // what was set on a client that an *http.Client does not hold
	fieldResult = "m2me.result" // where the answer is decoded to
	fieldMethod = "m2me.method"
	fieldBody   = "m2me.body"
	fieldWhy    = "m2me.why" // of an *http.Client: why the user's cannot take its place

	kindInherited = "m2me.inherited" // parameters of a request whose base are those of its client
)

// link is a method of a builder that returns its receiver.
func link(f func(c *flow.Call)) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		if c.Recv == nil || c.Recv.Op != flow.Obj {
			return nil
		}
		f(c)
		return one(c.Recv)
	}
}

// part returns an object that a builder holds, made when it is first needed.
func part(c *flow.Call, of *flow.Value, name, kind string) *flow.Object {
	if of == nil || of.Op != flow.Obj {
		return &flow.Object{Kind: kind}
	}
	v := of.Obj.Get(name)
	if v == nil && of.Obj.Base != nil {
		v = c.Field(of, name)
	}
	if v != nil && v.Op == flow.Obj {
		return v.Obj
	}
	made := flow.NewObject(kind, nil, c.Span())
	if v != nil && v.Op != flow.Nil {
		made.Obj.Base = v
	}
	of.Obj.Set(name, made)
	return made.Obj
}

// setter puts one argument pair into an object of a builder.
func setter(op, name, kind string) flow.Model {
	return link(func(c *flow.Call) { linkEntry(c, part(c, c.Recv, name, kind), op, c.Arg(0), c.Arg(1)) })
}

// linkEntry puts an entry that the call as a whole adds.
func linkEntry(c *flow.Call, to *flow.Object, op string, key, val *flow.Value) {
	to.Put(flow.Entry{Op: op, Key: key, Val: val, Src: linkSpan(c), Form: rest.ParamLink, Cond: c.Guard(val)})
}

// linkSpan is the part of a chain that its last call adds: ".Set(k, v)".
func linkSpan(c *flow.Call) rest.Span {
	x := receiverExpr(c)
	if x == nil {
		return c.Span()
	}
	return rest.Span{Pos: x.End(), End: c.Expr.End()}
}

// setAll puts the entries of a map or of url.Values into an object of a builder.
func setAll(op, name, kind string) flow.Model {
	return link(func(c *flow.Call) { mergeInto(c, part(c, c.Recv, name, kind), op, c.Arg(0)) })
}

// mergeInto copies what from holds. What is not known becomes the base; the
// parameters that a client sets on every request give way to those of one.
func mergeInto(c *flow.Call, to *flow.Object, op string, from *flow.Value) {
	if from == nil || from.Op == flow.Nil {
		return
	}
	from = c.Freeze(from)
	base := flow.Lower(from)
	if base.Op == flow.Obj && len(base.Obj.Order) == 0 { // else a struct with tags
		base = flow.Lower(base.Obj.Base)
	}
	switch {
	case base == nil:
	case to.Base == nil || to.Kind == kindInherited:
		to.Base, to.Kind = base, kindValues
	default: // the entries of a second set, as a loop over it would add them
		key := &flow.Value{Op: flow.Elem, Text: "key", Args: []*flow.Value{from}}
		to.Put(flow.Entry{Op: op, Key: key, Val: &flow.Value{Op: flow.Elem, Args: []*flow.Value{from}}, Src: c.Span()})
	}
	if from.Op != flow.Obj {
		return
	}
	for _, e := range from.Obj.Log {
		if e.Op == "set" && op == "add" {
			e.Op = "add"
		}
		to.Put(e)
	}
}

// bearer puts a token into the header of a builder.
func bearer(c *flow.Call) {
	tok := c.Arg(0)
	if x := c.ArgExpr(0); x != nil && tok != nil {
		tok = c.Piece(tok, x, rest.PartOperand)
	}
	linkEntry(c, part(c, c.Recv, "Header", kindHeader), "set", flow.NewConst("Authorization"), flow.NewConcat(flow.NewConst("Bearer "), tok))
}

// basic puts Basic credentials into the header of a builder.
func basic(c *flow.Call) {
	linkEntry(c, part(c, c.Recv, "Header", kindHeader), "set", flow.NewConst("Authorization"),
		flow.NewConcat(flow.NewConst("Basic "), c.Arg(0), flow.NewConst(":"), c.Arg(1)))
}

// receiverExpr returns the expression that a method is called on.
func receiverExpr(c *flow.Call) ast.Expr {
	if c.Expr == nil {
		return nil
	}
	if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok {
		return sel.X
	}
	return nil
}

// noted is a value that only remembers a place in the source.
func noted(x ast.Expr, text string) *flow.Value {
	return &flow.Value{Op: flow.Const, Src: rest.Span{Pos: x.Pos(), End: x.End()}, Hole: text}
}

// keepContext notes the context of a request and where it is written.
func keepContext(c *flow.Call) {
	ctx := c.Arg(0)
	c.Recv.Obj.Set(fieldCtx, ctx)
	if x := c.ArgExpr(0); x != nil {
		c.Recv.Obj.Set(fieldCtx+".at", noted(x, c.Source(x)))
	}
}

// fillVars puts the values of named path parameters into a path: "{name}", or
// ":name" with colon.
func fillVars(path *flow.Value, vars *flow.Object, colon bool) *flow.Value {
	if vars == nil {
		return path
	}
	for _, e := range vars.Log {
		if key, ok := e.Key.ConstText(); ok && e.Op != "del" {
			name := "{" + key + "}"
			if colon {
				name = ":" + key
			}
			path = fillVar(path, name, e)
		}
	}
	return path
}

func fillVar(path *flow.Value, name string, e flow.Entry) *flow.Value {
	switch {
	case path == nil:
		return nil
	case path.Op == flow.Concat:
		c := *path
		c.Args = nil
		for _, a := range path.Args {
			c.Args = append(c.Args, fillVar(a, name, e))
		}
		return &c
	case path.Op != flow.Const || !strings.Contains(path.Text, name):
		return path
	}
	i := strings.Index(path.Text, name)
	var parts []*flow.Value
	if i > 0 {
		parts = append(parts, cut(path, 0, i))
	}
	hole := *strip(e.Val)
	if hole.Op != flow.Concat && hole.Op != flow.Obj {
		hole.Src, hole.Hole = e.Val.Src, e.Val.Hole
		hole.Form, hole.Link = rest.PartKey, e.Src
		if path.Form == rest.PartLit {
			hole.Verb = cut(path, i, i+len(name)).Src
		}
	}
	parts = append(parts, &hole)
	if end := i + len(name); end < len(path.Text) {
		parts = append(parts, fillVar(cut(path, end, len(path.Text)), name, e))
	}
	return flow.NewConcat(parts...)
}

// onBase puts a path behind a base URL, unless it is a URL of its own.
func onBase(base, path *flow.Value) *flow.Value {
	first := path
	for first != nil && first.Op == flow.Concat && len(first.Args) > 0 {
		first = first.Args[0]
	}
	text, isConst := "", false
	if first != nil && first.Op == flow.Const {
		text, isConst = first.Text, true
	}
	switch {
	case strings.Contains(text, "://"):
		return path
	case base == nil || base.Op == flow.Nil:
		return path
	case isConst && text != "" && text[0] != '/':
		return flow.NewConcat(withoutSlash(base), flow.NewConst("/"), path)
	}
	return flow.NewConcat(withoutSlash(base), path)
}

func withoutSlash(v *flow.Value) *flow.Value {
	if got := trim(strings.TrimRight)([]*flow.Value{nil, v, flow.NewConst("/")}); got != nil {
		return got
	}
	return v
}

// sendBuilt puts a built request on the wire; client is the library's own.
func sendBuilt(c *flow.Call, req *flow.Value, s *flow.Send) []*flow.Value {
	if h := req.Obj.Get("Header"); h != nil && h.Op == flow.Obj {
		s.Header = h.Obj
	}
	if q := req.Obj.Get(fieldQuery); q != nil && q.Op == flow.Obj {
		s.Query = q
	}
	if s.Body == nil {
		s.Body = req.Obj.Get(fieldBody)
	}
	if ctx := req.Obj.Get(fieldCtx); ctx != nil && s.Ctx == nil {
		s.Ctx = ctx
	}
	answer := c.Send(s)
	if at := req.Obj.Get(fieldCtx + ".at"); at != nil && s.Frames[0].Ctx == nil {
		s.Frames[0].Ctx = c.ExprAt(at.Src)
	}
	if to := req.Obj.Get(fieldResult); to != nil && to.Op == flow.Obj {
		c.Fill(to, &flow.Value{Op: flow.Decoded, Args: []*flow.Value{answer}, Src: c.Span()})
	}
	return one(answer)
}

// asBody is a request body: text as it is, anything else as JSON.
func asBody(c *flow.Call, v *flow.Value) *flow.Value {
	if v == nil || v.Op == flow.Const || v.Op == flow.Concat || v.Op == flow.Encoded {
		return v
	}
	return &flow.Value{Op: flow.Encoded, Text: "json", Args: []*flow.Value{c.Freeze(v)}, Src: c.Span()}
}

// asForm is a form as a request body.
func asForm(c *flow.Call, v *flow.Value) *flow.Value {
	return &flow.Value{Op: flow.Encoded, Text: "form", Args: []*flow.Value{c.Freeze(v)}, Src: c.Span()}
}
