package idiom

import (
	"go/token"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// format is Sprintf: args[0] is the format. Only some of it need be constant, as
// in a base URL plus a template; what is not is taken to hold no verb.
func format(args []*flow.Value) *flow.Value {
	if len(args) == 0 {
		return nil
	}
	if args = spread(args); args == nil {
		return nil
	}
	f := &formatter{args: args[1:]}
	if !f.add(args[0]) || !f.text {
		return nil
	}
	return flow.NewConcat(f.parts...)
}

// A formatter puts arguments in the place of their verbs.
type formatter struct {
	args  []*flow.Value
	next  int // the argument of the next verb
	parts []*flow.Value
	text  bool // some of the format is constant
}

// add reads a piece of the format.
func (f *formatter) add(piece *flow.Value) bool {
	if piece == nil {
		return false
	}
	switch piece.Op {
	case flow.Const:
		f.text = true
		return f.constant(piece)
	case flow.Concat:
		for _, p := range piece.Args {
			if !f.add(p) {
				return false
			}
		}
		return true
	}
	f.parts = append(f.parts, piece)
	return true
}

func (f *formatter) constant(piece *flow.Value) bool {
	text := piece.Text
	for pos := 0; pos < len(text); {
		i := strings.IndexByte(text[pos:], '%')
		if i < 0 {
			f.parts = append(f.parts, cut(piece, pos, len(text)))
			break
		}
		if i > 0 {
			f.parts = append(f.parts, cut(piece, pos, pos+i))
		}
		start := pos + i
		pos = verbEnd(text, start)
		if text[start:pos] == "%%" {
			f.parts = append(f.parts, cut(piece, start, start+1))
			continue
		}
		if !f.verb(piece, start, pos) {
			return false
		}
	}
	return true
}

// verb reads "%[2]d" or "%-*s": an index says which argument comes next, and a
// star takes one for itself.
func (f *formatter) verb(piece *flow.Value, start, end int) bool {
	spec := piece.Text[start:end]
	for {
		i := strings.IndexAny(spec, "[*")
		if i < 0 {
			break
		}
		if spec[i] == '*' {
			f.next++
			spec = spec[i+1:]
			continue
		}
		digits, rest, ok := strings.Cut(spec[i+1:], "]")
		n, err := strconv.Atoi(digits)
		if !ok || err != nil || n < 1 {
			return false
		}
		f.next, spec = n-1, rest
	}
	if f.next >= len(f.args) {
		return false
	}
	f.parts = append(f.parts, verb(f.args[f.next], piece, start, end))
	f.next++
	return true
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
