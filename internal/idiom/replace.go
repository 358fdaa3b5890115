package idiom

import (
	"strings"

	"github.com/m2me/m2me/internal/flow"
)

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
