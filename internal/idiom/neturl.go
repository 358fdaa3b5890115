package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// NetURL is net/url.
func NetURL() Idiom {
	return Idiom{
		Name:   "net/url",
		Values: true,
		Models: map[string]flow.Model{
			"net/url.Parse":                func(c *flow.Call) []*flow.Value { return one(parsed(c, c.Arg(0))) },
			"net/url.ParseRequestURI":      func(c *flow.Call) []*flow.Value { return one(parsed(c, c.Arg(0))) },
			"net/url.URL.String":           func(c *flow.Call) []*flow.Value { return one(urlText(c, c.Recv)) },
			"net/url.URL.JoinPath":         func(c *flow.Call) []*flow.Value { return one(parsed(c, joinPath(c))) },
			"net/url.URL.Parse":            reference,
			"net/url.URL.ResolveReference": reference,
			"net/url.URL.Query":            query,
			"net/url.ParseQuery":           parseQuery,
			"net/url.Values.Set":           put("set"),
			"net/url.Values.Add":           put("add"),
			"net/url.Values.Del":           put("del"),
			"net/url.Values.Get":           lookup,
			"net/url.Values.Encode": func(c *flow.Call) []*flow.Value {
				return one(&flow.Value{Op: flow.Encoded, Text: "form", Args: []*flow.Value{c.Freeze(c.Recv)}, Src: c.Span(), Form: rest.PartOperand, Hole: sourceOf(c)})
			},
			"net/url.QueryEscape": first,
			"net/url.PathEscape":  first,
		},
		Pure: map[string]func([]*flow.Value) *flow.Value{
			"net/url.JoinPath": func(args []*flow.Value) *flow.Value {
				args = spread(args[1:])
				if len(args) == 0 {
					return nil
				}
				return joinURL(args[0], args[1:])
			},
		},
	}
}

// parseQuery reads one parameter, "name=" and a value: what generated clients
// make of each.
func parseQuery(c *flow.Call) []*flow.Value {
	text := c.Arg(0)
	if text == nil || text.Op != flow.Concat || len(text.Args) != 2 {
		return nil
	}
	name, ok := text.Args[0].ConstText()
	if !ok || !strings.HasSuffix(name, "=") || strings.Contains(name, "&") {
		return nil
	}
	vals := flow.NewObject("slice", nil, c.Span())
	vals.Obj.Put(flow.Entry{Op: "elem", Key: flow.NewConst(""), Val: text.Args[1], Src: c.Span()})
	q := flow.NewObject(kindValues, c.Type(0), c.Span())
	q.Obj.Put(flow.Entry{Op: "set", Key: flow.NewConst(strings.TrimSuffix(name, "=")), Val: vals, Src: c.Span()})
	return one(q)
}

func sourceOf(c *flow.Call) string {
	if c.Expr == nil {
		return "query"
	}
	return c.Source(c.Expr)
}

// first is a function whose result says what its argument says.
func first(c *flow.Call) []*flow.Value {
	return one(strip(c.Arg(0)))
}

// strip forgets where a value was written as an argument, so that the place of
// the call around it counts.
func strip(v *flow.Value) *flow.Value {
	if v == nil || v.Op == flow.Const && v.Form == rest.PartLit || v.Op == flow.Obj || v.Op == flow.Concat {
		return v
	}
	c := *v
	c.Form, c.Hole = rest.PartElsewhere, ""
	return &c
}

// urlText is the text of a URL object as it is now.
func urlText(c *flow.Call, u *flow.Value) *flow.Value {
	return &flow.Value{Op: flow.Result, Text: "net/url.URL.String", Args: []*flow.Value{c.Freeze(u)}}
}

// joinPath is u.JoinPath. Elements that a caller passes are read when they are known.
func joinPath(c *flow.Call) *flow.Value {
	base := urlText(c, c.Recv)
	if elems := spread(c.Args); elems != nil || len(c.Args) == 0 {
		return joinURL(base, elems)
	}
	args := append([]*flow.Value{nil, base}, c.Args...)
	return &flow.Value{Op: flow.Result, Text: "net/url.JoinPath", Args: args, Src: c.Span()}
}

// joinURL appends path elements.
func joinURL(base *flow.Value, elems []*flow.Value) *flow.Value {
	parts := []*flow.Value{base}
	for _, el := range elems {
		if text, ok := el.ConstText(); ok && text == "" {
			continue // "/v1/x", split at its slashes, begins with nothing
		}
		parts = append(parts, flow.NewConst("/"), el)
	}
	return flow.NewConcat(parts...)
}

func reference(c *flow.Call) []*flow.Value {
	ref := c.Arg(0)
	if ref != nil && ref.Op == flow.Obj {
		ref = urlText(c, ref)
	}
	return one(parsed(c, flow.NewConcat(urlText(c, c.Recv), withoutDot(ref))))
}

// withoutDot is a reference without the "." that generated clients put before a
// path that begins with a slash.
func withoutDot(ref *flow.Value) *flow.Value {
	switch {
	case ref == nil:
	case (ref.Op == flow.Join || ref.Op == flow.If) && len(ref.Args) == 2:
		a, b := withoutDot(ref.Args[0]), withoutDot(ref.Args[1])
		if flow.Same(a, b) {
			return a
		}
	case ref.Op == flow.Concat && len(ref.Args) > 1:
		if text, ok := ref.Args[0].ConstText(); ok && text == "." {
			return flow.NewConcat(ref.Args[1:]...)
		}
	}
	return ref
}

// query is u.Query(): a copy of the parameters of a URL.
func query(c *flow.Call) []*flow.Value {
	base := &flow.Value{Op: flow.Result, Text: "net/url.URL.Query", Args: []*flow.Value{c.Freeze(c.Recv)}, Src: c.Span()}
	return one(&flow.Value{Op: flow.Obj, Obj: &flow.Object{Kind: kindValues, Base: base}, Type: c.Type(0)})
}
