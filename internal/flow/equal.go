package flow

import (
	"go/types"
	"slices"
)

// An equality says that two values were found equal on the way.
type equality struct{ a, b *Value }

// Equalities are what was found equal on the way.
type Equalities []equality

// Of returns what v was found equal to.
func (list Equalities) Of(v *Value) []*Value {
	var out []*Value
	if len(list) == 0 || v == nil || !compared(v) {
		return nil
	}
	for _, eq := range list {
		switch {
		case alike(v, eq.a, 0):
			out = append(out, eq.b)
		case alike(v, eq.b, 0):
			out = append(out, eq.a)
		}
	}
	return out
}

// Common returns the equalities that both lists hold.
func (list Equalities) Common(with Equalities) Equalities { return common(list, with) }

// assume notes what a condition says about equality if it holds, or fails:
// after "if id != sess.UserID { return }" the id is the session's. Of a helper
// that was asked it knows what every yes of the helper implies.
func (e *eval) assume(cond *Value, holds bool) {
	if cond == nil {
		return
	}
	if holds {
		e.equal = append(e.equal[:len(e.equal):len(e.equal)], e.checks[cond]...)
	}
	if cond.Op != Result {
		return
	}
	switch {
	case cond.Text == "!":
		e.assume(cond.Args[0], !holds)
	case cond.Text == "&&" && holds, cond.Text == "||" && !holds:
		e.assume(cond.Args[0], holds)
		e.assume(cond.Args[1], holds)
	case cond.Text == "==" && holds, cond.Text == "!=" && !holds:
		e.equated(cond.Args[0], cond.Args[1])
	case cond.Text == "==", cond.Text == "!=":
		e.differ(cond.Args[0], cond.Args[1])
	case holds && equals(cond):
		n := len(cond.Args)
		e.equated(cond.Args[n-2], cond.Args[n-1])
	}
}

// equals reports whether a value is the answer of a function that tells whether
// its two operands are equal: strings.EqualFold(a, b), a.Equal(b).
func equals(v *Value) bool {
	n := len(v.Args)
	if n < 2 || v.Args[n-2] == nil || v.Args[n-1] == nil {
		return false
	}
	switch v.Text {
	case "strings.EqualFold", "bytes.Equal", "bytes.EqualFold", "slices.Equal", "reflect.DeepEqual", "crypto/hmac.Equal":
		return true
	}
	return n == 2 && baseOf(v.Text) == "Equal"
}

// equated notes that a and b are equal from here on. An error that is nil and a
// comparison that gives its sign for "the same" speak for what they looked at.
func (e *eval) equated(a, b *Value) {
	a, b = bare(a), bare(b)
	if a == nil || b == nil {
		return
	}
	for _, side := range [][2]*Value{{a, b}, {b, a}} {
		switch v, with := side[0], side[1]; {
		case with.Op == Nil:
			e.equal = append(e.equal[:len(e.equal):len(e.equal)], e.checks[v]...)
			return
		case sign(v, with) == same01:
			e.equated(v.Args[len(v.Args)-2], v.Args[len(v.Args)-1])
			return
		}
	}
	if a.Op == Const || b.Op == Const || a.Op == Unknown || b.Op == Unknown {
		return
	}
	e.equal = append(e.equal[:len(e.equal):len(e.equal)], equality{Lower(a), Lower(b)})
}

// differ notes what it says that two values are not equal:
// subtle.ConstantTimeCompare(a, b) is not 0.
func (e *eval) differ(a, b *Value) {
	a, b = bare(a), bare(b)
	for _, side := range [][2]*Value{{a, b}, {b, a}} {
		if v := side[0]; sign(v, side[1]) == other01 {
			e.equated(v.Args[len(v.Args)-2], v.Args[len(v.Args)-1])
			return
		}
	}
}

// What a number says about the comparison that gave it.
const (
	noSign = iota
	same01
	other01
)

// sign says what it means that the comparison v gave the number with: that its
// operands are the same, or that they are not.
func sign(v, with *Value) int {
	n, ok := with.ConstText()
	if !ok || v == nil || v.Op != Result || len(v.Args) < 2 {
		return noSign
	}
	yes, no := "0", ""
	switch v.Text {
	case "crypto/subtle.ConstantTimeCompare":
		yes, no = "1", "0"
	case "strings.Compare", "bytes.Compare", "cmp.Compare":
	default:
		return noSign
	}
	switch n {
	case yes:
		return same01
	case no:
		return other01
	}
	return noSign
}

// common returns the equalities that both lists hold.
func common(a, b Equalities) Equalities {
	var out Equalities
	for _, x := range a {
		if slices.ContainsFunc(b, func(y equality) bool { return alike(x.a, y.a, 0) && alike(x.b, y.b, 0) }) {
			out = append(out, x)
		}
	}
	return out
}

// checkedEqual marks a value that was compared with others and found equal.
const checkedEqual = "found equal"

// CheckedEqual returns a value that was found equal to others, and the others.
func CheckedEqual(v *Value) (of *Value, to []*Value, ok bool) {
	if v != nil && v.Op == Result && v.Text == checkedEqual && len(v.Args) > 1 {
		return v.Args[0], v.Args[1:], true
	}
	return nil, nil, false
}

// bare returns a value without what it was found equal to.
func bare(v *Value) *Value {
	if of, _, ok := CheckedEqual(v); ok {
		return of
	}
	return v
}

// checked marks a value that is read here with what it was found equal to.
func (e *eval) checked(v *Value) *Value {
	args := append([]*Value{v}, e.equal.Of(v)...)
	if len(args) == 1 {
		return v
	}
	c := *v
	c.Op, c.Text, c.Num, c.Args = Result, checkedEqual, 0, args
	c.Fn, c.Var, c.Obj, c.Cond, c.Bind, c.Callee = nil, nil, nil, nil, nil, nil
	return &c
}

// alike reports whether two values are surely the same, also where one was
// handed to a helper: what stands for a parameter is the parameter.
func alike(a, b *Value, depth int) bool {
	a, b = bare(asked(a)), bare(asked(b))
	if a != nil && b != nil && a.Cut != b.Cut {
		return false
	}
	if a == nil || b == nil || depth > 8 {
		return a == b
	}
	switch a.Op {
	case Result, Field, Index, Elem, Decoded:
		if a.Op != b.Op || a.Text != b.Text || a.Num != b.Num || a.Var != b.Var || len(a.Args) != len(b.Args) || a.Src != b.Src && (a.Num >= 100 || a.Op == Decoded) {
			return false
		}
		for i := range a.Args {
			if !alike(a.Args[i], b.Args[i], depth+1) {
				return false
			}
		}
		return true
	case Obj: // a literal: the key of a context
		if b.Op == Obj && a.Type != nil {
			if _, ok := a.Type.Underlying().(*types.Struct); ok {
				return twins(a.Obj, b.Obj, depth+1)
			}
		}
	}
	return same(a, b)
}

// asked returns what an object stands for that is a request whose headers alone were
// changed, or that code out of sight was given: what else is asked of it is the same.
func asked(v *Value) *Value {
	for v = Lower(v); v != nil && v.Op == Obj && v.Obj.Base != nil && v.Obj.Kind == "net/http.Request" && v.Obj.headersOnly(); {
		v = Lower(v.Obj.Base)
	}
	return v
}

func (o *Object) headersOnly() bool {
	for _, name := range o.Order {
		if f := o.Field[name]; name != "Header" && (f.Op != Obj || f.Obj.touched()) {
			return false
		}
	}
	return !slices.ContainsFunc(o.Log, func(entry Entry) bool { return entry.Op != Lent })
}

// compared reports whether a value may be an id that was compared with another.
func compared(v *Value) bool {
	switch v.Op {
	case Param, Field, Index, Elem, Result, Global, If, Join:
	default:
		return false
	}
	if _, _, done := CheckedEqual(v); done {
		return false
	}
	if v.Type == nil {
		return true
	}
	switch t := v.Type.Underlying().(type) {
	case *types.Basic:
		return t.Info()&(types.IsString|types.IsInteger) != 0
	case *types.Array:
		return true
	}
	return false
}

// baseOf returns the last element of a full name.
func baseOf(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}
