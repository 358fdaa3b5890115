package idiom

import (
	"go/token"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Text is fmt, strings, path, strconv and bytes, as far as they make URLs.
var Text = Idiom{
	Name: "text",
	Models: map[string]flow.Model{
		"strings.NewReader":           first,
		"bytes.NewReader":             first,
		"bytes.NewBufferString":       first,
		"bytes.NewBuffer":             buffer,
		"io.NopCloser":                first,
		"strconv.Itoa":                first,
		"strconv.FormatInt":           first,
		"strconv.FormatUint":          first,
		"strings.Builder.WriteString": write,
		"strings.Builder.Write":       write,
		"strings.Builder.WriteByte":   write,
		"strings.Builder.WriteRune":   write,
		"strings.Builder.String":      written,
		"bytes.Buffer.WriteString":    write,
		"bytes.Buffer.Write":          write,
		"bytes.Buffer.String":         written,
		"bytes.Buffer.Bytes":          written,
		"fmt.Fprintf":                 fprintf,
	},
	Pure: map[string]func([]*flow.Value) *flow.Value{
		"fmt.Sprintf":        func(a []*flow.Value) *flow.Value { return format(a[1:]) },
		"fmt.Appendf":        func(a []*flow.Value) *flow.Value { return format(a[2:]) },
		"fmt.Sprint":         sprint,
		"path.Join":          func(a []*flow.Value) *flow.Value { return joined(spread(a[1:]), "/") },
		"strings.Join":       stringsJoin,
		"strings.Replace":    replace,
		"strings.ReplaceAll": replace,
		"strings.TrimSuffix": trim(strings.TrimSuffix),
		"strings.TrimPrefix": trim(strings.TrimPrefix),
		"strings.TrimRight":  trim(strings.TrimRight),
		"strings.TrimLeft":   trim(strings.TrimLeft),
		"strings.Trim":       trim(strings.Trim),
		"strings.TrimSpace":  trim(func(s, _ string) string { return strings.TrimSpace(s) }),
		"strings.ToUpper":    trim(func(s, _ string) string { return strings.ToUpper(s) }),
		"strings.ToLower":    trim(func(s, _ string) string { return strings.ToLower(s) }),
	},
}

// spread returns arguments with a final slice unpacked; nil if its elements are
// not known.
func spread(args []*flow.Value) []*flow.Value {
	n := len(args)
	if n == 0 || args[n-1] == nil || !isSlice(args[n-1]) {
		return args
	}
	elems, ok := elements(args[n-1])
	if !ok {
		return nil
	}
	return append(append([]*flow.Value(nil), args[:n-1]...), elems...)
}

func isSlice(v *flow.Value) bool { return v.Op == flow.Obj && v.Obj.Kind == "slice" }

// elements returns the elements of a slice that was made in sight.
func elements(v *flow.Value) ([]*flow.Value, bool) {
	if v == nil || v.Op != flow.Obj || v.Obj.Base != nil || v.Obj.Kind != "slice" {
		return nil, false
	}
	var out []*flow.Value
	for _, e := range v.Obj.Log {
		if e.Op != "spread" {
			out = append(out, e.Val)
			continue
		}
		more, ok := elements(e.Val)
		if !ok {
			return nil, false
		}
		out = append(out, more...)
	}
	return out, true
}

// format is Sprintf: args[0] is the format.
func format(args []*flow.Value) *flow.Value {
	if len(args) == 0 {
		return nil
	}
	if args = spread(args); args == nil {
		return nil
	}
	f := args[0]
	text, ok := f.ConstText()
	if !ok || f.Op != flow.Const {
		return nil
	}
	var parts []*flow.Value
	next := 1
	for pos := 0; pos < len(text); {
		i := strings.IndexByte(text[pos:], '%')
		if i < 0 {
			parts = append(parts, cut(f, pos, len(text)))
			break
		}
		if i > 0 {
			parts = append(parts, cut(f, pos, pos+i))
		}
		start := pos + i
		end := verbEnd(text, start)
		pos = end
		if text[start:end] == "%%" {
			parts = append(parts, cut(f, start, start+1))
			continue
		}
		if next >= len(args) {
			return nil
		}
		parts = append(parts, verb(args[next], f, start, end))
		next++
	}
	return flow.NewConcat(parts...)
}

// verbEnd returns the end of the verb that starts at i.
func verbEnd(s string, i int) int {
	for j := i + 1; j < len(s); j++ {
		if c := s[j]; c == '%' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			return j + 1
		}
	}
	return len(s)
}

// cut returns bytes from to end of a constant text, with their place.
func cut(f *flow.Value, from, end int) *flow.Value {
	c := *f
	c.Text = f.Text[from:end]
	if f.Form == rest.PartLit {
		c.Src = rest.Span{Pos: f.Src.Pos + token.Pos(from), End: f.Src.Pos + token.Pos(end)}
	}
	return &c
}

// verb returns an argument as it stands for a verb of the format.
func verb(a, f *flow.Value, start, end int) *flow.Value {
	if a == nil {
		return flow.NewUnknown("an argument that could not be read")
	}
	if a.Op == flow.Concat || a.Op == flow.Encoded || a.Op == flow.Obj {
		low := flow.Lower(a)
		if low == a {
			return a
		}
		a = low
	}
	c := *a
	if f.Form == rest.PartLit {
		c.Verb = rest.Span{Pos: f.Src.Pos + token.Pos(start), End: f.Src.Pos + token.Pos(end)}
	}
	if c.Op != flow.Const {
		c.Form = rest.PartVerb
	}
	return &c
}

func sprint(args []*flow.Value) *flow.Value {
	args = spread(args[1:])
	if len(args) != 1 {
		return nil
	}
	return strip(args[0])
}

// joined puts sep between parts.
func joined(parts []*flow.Value, sep string) *flow.Value {
	var out []*flow.Value
	for i, p := range parts {
		if i > 0 {
			out = append(out, flow.NewConst(sep))
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		return nil
	}
	return flow.NewConcat(out...)
}

func stringsJoin(args []*flow.Value) *flow.Value {
	elems, ok := elements(args[1])
	sep, isConst := args[2].ConstText()
	if !ok || !isConst || len(elems) == 0 {
		return nil
	}
	return joined(elems, sep)
}

// replace is strings.Replace with constant template and pattern: route
// templates such as "/users/{userId}".
func replace(args []*flow.Value) *flow.Value {
	return substitute(args[1], args[2], args[3])
}

func substitute(in, old, with *flow.Value) *flow.Value {
	pattern, ok := old.ConstText()
	if !ok || pattern == "" || in == nil {
		return nil
	}
	switch in.Op {
	case flow.Const:
		var parts []*flow.Value
		pos := 0
		for {
			i := strings.Index(in.Text[pos:], pattern)
			if i < 0 {
				break
			}
			if i > 0 {
				parts = append(parts, cut(in, pos, pos+i))
			}
			parts = append(parts, with)
			pos += i + len(pattern)
		}
		if pos < len(in.Text) {
			parts = append(parts, cut(in, pos, len(in.Text)))
		}
		return flow.NewConcat(parts...)
	case flow.Concat:
		var parts []*flow.Value
		for _, a := range in.Args {
			if got := substitute(a, old, with); got != nil {
				a = got
			}
			parts = append(parts, a)
		}
		return flow.NewConcat(parts...)
	}
	return nil
}

// trim is a function that changes a constant text at its ends, and keeps what is
// not constant: a base URL without its last slash is still the base URL.
func trim(f func(s, arg string) string) func([]*flow.Value) *flow.Value {
	return func(args []*flow.Value) *flow.Value {
		v := args[1]
		if v == nil {
			return nil
		}
		arg := ""
		if len(args) > 2 {
			arg, _ = args[2].ConstText()
		}
		if text, ok := v.ConstText(); ok {
			if got := f(text, arg); got != text {
				return flow.NewConst(got)
			}
			return v
		}
		if v.Op == flow.Concat {
			return nil
		}
		return strip(v)
	}
}

func buffer(c *flow.Call) []*flow.Value {
	if c.Arg(0) == nil || c.Arg(0).Op == flow.Nil {
		return one(flow.NewObject("bytes.Buffer", c.Type(0), c.Span()))
	}
	return first(c)
}

func write(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	c.Recv.Obj.Put(flow.Entry{Op: "write", Key: flow.NewConst(""), Val: c.Arg(0), Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(c.Arg(0))})
	return one(flow.NewConst("0"))
}

func fprintf(c *flow.Call) []*flow.Value {
	to := c.Arg(0)
	if to == nil || to.Op != flow.Obj || to.Obj.Kind != "strings.Builder" && to.Obj.Kind != "bytes.Buffer" {
		return nil
	}
	text := format(c.Args[1:])
	if text == nil {
		text = flow.NewUnknown("a format that is not constant")
	}
	to.Obj.Put(flow.Entry{Op: "write", Key: flow.NewConst(""), Val: text, Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(text)})
	return one(flow.NewConst("0"))
}

func written(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	var text *flow.Value
	for _, e := range c.Recv.Obj.Log {
		if e.Op != "write" {
			continue
		}
		more := c.Freeze(e.Val)
		if text != nil {
			more = flow.NewConcat(text, more)
		}
		if e.Cond != nil {
			more = flow.JoinOf(more, text)
		}
		text = more
	}
	if text == nil {
		return nil
	}
	return one(text)
}
