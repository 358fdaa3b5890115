package idiom

import (
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/flow"
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
