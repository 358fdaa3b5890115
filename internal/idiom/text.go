package idiom

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// Text is fmt, strings, path, strconv and bytes, as far as they make URLs.
func Text() Idiom {
	return Idiom{
		Name:   "text",
		Values: true,
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
			"strings.Builder.WriteByte":   writeRune,
			"strings.Builder.WriteRune":   writeRune,
			"strings.Builder.String":      written,
			"strings.Builder.Reset":       reset,
			"bytes.Buffer.Reset":          reset,
			"bytes.Buffer.WriteString":    write,
			"bytes.Buffer.Write":          write,
			"bytes.Buffer.WriteByte":      writeRune,
			"bytes.Buffer.WriteRune":      writeRune,
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
			"strings.Split":      split,
			"strings.Replace":    replace,
			"strings.ReplaceAll": replace,

			"strings.Replacer.Replace": replacer,

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
}

// spread returns arguments with a final slice unpacked; nil if its elements are
// not known.
func spread(args []*flow.Value) []*flow.Value {
	n := len(args)
	if n == 0 || args[n-1] == nil || !isSlice(args[n-1]) && !ofSlice(args[n-1]) {
		return args
	}
	elems, ok := elements(args[n-1])
	if !ok {
		return nil
	}
	return append(append([]*flow.Value(nil), args[:n-1]...), elems...)
}

func isSlice(v *flow.Value) bool { return v.Op == flow.Obj && v.Obj.Kind == "slice" }

// ofSlice reports whether a value is the result of a function that gives a slice of
// which nothing is known yet.
func ofSlice(v *flow.Value) bool {
	if v.Op != flow.Result || v.Type == nil {
		return false
	}
	_, ok := v.Type.Underlying().(*types.Slice)
	return ok
}

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
	if !ok || !isConst {
		return nil
	}
	if len(elems) == 0 {
		if args[1].Obj.Get(flow.Filled) != nil { // filled from outside
			return nil
		}
		return flow.NewConst("")
	}
	if params := pairsOf(elems); params != nil && sep == "&" {
		return &flow.Value{Op: flow.Encoded, Text: "form", Args: []*flow.Value{params}}
	}
	return joined(elems, sep)
}

// pairsOf returns the map that a loop makes "key=value" of, each pair an element.
func pairsOf(elems []*flow.Value) *flow.Value {
	if len(elems) != 1 {
		return nil
	}
	pair := pieces(elems[0], 0)
	if len(pair) != 3 {
		return nil
	}
	k, v := flow.Lower(pair[0]), flow.Lower(pair[2])
	if eq, _ := pair[1].ConstText(); eq != "=" || k == nil || v == nil || k.Op != flow.Elem || k.Text != "key" {
		return nil
	}
	if !flow.Same(k.Args[0], v.Args[0]) || v.Op != flow.Elem && (v.Op != flow.Index || !flow.Same(flow.Lower(v.Args[1]), k)) {
		return nil
	}
	return k.Args[0]
}

// pieces returns the pieces of a text.
func pieces(v *flow.Value, depth int) []*flow.Value {
	if v == nil || v.Op != flow.Concat || depth > 6 {
		return []*flow.Value{v}
	}
	var out []*flow.Value
	for _, a := range v.Args {
		out = append(out, pieces(a, depth+1)...)
	}
	return out
}

// replace is strings.Replace with constant template and pattern: route
// templates such as "/users/{userId}".
func replace(args []*flow.Value) *flow.Value {
	in, old, with := args[1], args[2], args[3]
	entries, ok := looped(old, with)
	if !ok {
		return substitute(in, old, with)
	}
	for _, e := range entries { // "for k, v := range params": each of them once
		got := substitute(in, fill(old, "key", e.Key), fill(with, "", e.Val))
		if got == nil {
			return nil
		}
		in = got
	}
	return in
}

// looped returns the entries of the map whose keys and values, met in a loop,
// old and with are made of.
func looped(old, with *flow.Value) ([]flow.Entry, bool) {
	k, v := element(old, "key"), element(with, "")
	if k == nil || v == nil {
		return nil, false
	}
	from := k.Args[0]
	if from == nil || from.Op != flow.Obj || from.Obj.Base != nil || !flow.Same(from, v.Args[0]) {
		return nil, false
	}
	return from.Obj.Log, len(from.Obj.Log) > 0
}

// element returns the key or value of a loop that v is made of, or nil.
func element(v *flow.Value, what string) *flow.Value {
	if v == nil || v.Op == flow.Elem && v.Text == what {
		return v
	}
	if v.Op == flow.Concat {
		for _, a := range v.Args {
			if got := element(a, what); got != nil {
				return got
			}
		}
	}
	return nil
}

// fill puts val in the place of a loop's key or value.
func fill(v *flow.Value, what string, val *flow.Value) *flow.Value {
	switch {
	case v.Op == flow.Elem && v.Text == what:
		return val
	case v.Op == flow.Concat:
		var parts []*flow.Value
		for _, a := range v.Args {
			parts = append(parts, fill(a, what, val))
		}
		return flow.NewConcat(parts...)
	}
	return v
}

// replacer is strings.NewReplacer(old, new, ...).Replace(text).
func replacer(args []*flow.Value) *flow.Value {
	r := flow.Lower(args[0])
	if r == nil || r.Op != flow.Result || r.Text != "strings.NewReplacer" {
		return nil
	}
	pairs, text := spread(r.Args[1:]), args[1]
	for i := 0; i+1 < len(pairs) && text != nil; i += 2 {
		text = substitute(text, pairs[i], pairs[i+1])
	}
	return text
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
		c := *strip(v)
		c.Cut = c.Cut || len(args) > 2
		return &c
	}
}

func buffer(c *flow.Call) []*flow.Value {
	if c.Arg(0) == nil || c.Arg(0).Op == flow.Nil {
		return one(flow.NewObject("bytes.Buffer", c.Type(0), c.Span()))
	}
	return first(c)
}

func write(c *flow.Call) []*flow.Value { return wrote(c, c.Recv, c.Arg(0)) }

// wrote notes that a text is written to a builder or buffer.
func wrote(c *flow.Call, to, text *flow.Value) []*flow.Value {
	if to == nil || to.Op != flow.Obj {
		return nil
	}
	to.Obj.Put(flow.Entry{Op: "write", Key: flow.NewConst(""), Val: text, Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(text)})
	return one(flow.NewConst("0"))
}

// writeRune is WriteByte or WriteRune.
func writeRune(c *flow.Call) []*flow.Value {
	ch := c.Arg(0)
	if ch != nil && ch.Op == flow.Const {
		ch = flow.NewConst(runeText(ch.Text)).At(ch.Src, rest.PartElsewhere, "")
	}
	return wrote(c, c.Recv, ch)
}

// runeText is the text of a rune constant, which is written 'c' or is a number.
func runeText(lit string) string {
	if text, err := strconv.Unquote(lit); err == nil {
		return text
	}
	if n, err := strconv.Atoi(lit); err == nil {
		return string(rune(n))
	}
	return lit
}

// reset forgets what was written so far.
func reset(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	c.Recv.Obj.Put(flow.Entry{Op: "reset", Key: flow.NewConst(""), Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(nil)})
	return one(flow.NewUnknown("nothing"))
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
	return wrote(c, to, text)
}

func written(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	var text *flow.Value
	for _, e := range c.Recv.Obj.Log {
		if e.Op == "reset" && e.Cond == nil {
			text = nil
		}
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
