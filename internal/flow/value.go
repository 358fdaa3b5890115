// Package flow evaluates Go code symbolically: it says what a string, a request,
// a client or a credential is made of, with the syntax each piece was written in.
//
// Every function is evaluated once, with its parameters left open, and gives a
// [Summary]: what it returns, what it changes, which requests it puts on the
// wire, whom it calls and what it registers. A caller fills the parameters in.
// So one helper called with a machine token here and a user's token there is two
// requests with two answers.
//
// It assumes that code does what its types and names in the standard library
// say, follows each loop once and each branch separately, and joins what it
// cannot tell apart. It gives up on reflection, on unsafe and on recursion:
// the value is then unknown, with the reason.
//
// Nothing here knows a table, a platform or an HTTP library: libraries are
// taught by models (package idiom), frameworks by triggers (package trigger).
package flow

import (
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// Op says what a value is.
type Op uint8

// The operations.
const (
	Unknown  Op = iota // Text is the reason
	Const              // Text is the constant in its textual form
	Concat             // the texts of Args, one after the other
	Param              // parameter Num of Fn; -1 is the receiver
	Field              // field Var (named Text) of Args[0]
	Index              // Args[0] at key Args[1]
	Elem               // an element met while ranging over Args[0]; one whose field Args[1] is Args[2] if there are three
	Result             // result Num of calling Text with Args; Args[0] is the receiver or nil
	Global             // package-level variable Var
	Obj                // a value with state
	If                 // Args[0] when Cond holds, else Args[1]
	Join               // one of Args
	FuncVal            // function Fn, bound to receiver Args[0] if any
	Encoded            // the query or form encoding of Args[0]
	Response           // the answer to request Send
	Secret             // a credential, or anything cut from it
	Decoded            // what was decoded from Args[0]: JSON, a form, a row
	Nil                // nil
)

// A Value is what an expression stands for. Values are never changed once
// made; state lives in the Object of an Obj.
type Value struct {
	Op     Op
	Text   string
	Args   []*Value
	Num    int
	Fn     *Func
	Var    *types.Var
	Obj    *Object
	Send   *Send
	Cred   *Cred
	Cond   *Cond
	Bind   Bind        // for FuncVal: what the literal captured
	Callee *types.Func // for FuncVal: the declared function
	Type   types.Type
	Ref    bool // it is the address of what it stands for, and so not nil
	Cut    bool // a text that something may have been taken off at its ends

	Src  rest.Span     // where it is written
	Form rest.PartForm // how it is written, as a piece of a text
	Verb rest.Span     // the verb in a format, for rest.PartVerb
	Hole string        // its source text, for people
	Link rest.Span     // the setter that gives it, for rest.PartKey
}

// A Cond is a condition under which something happens.
type Cond struct {
	Val *Value
	Neg bool
}

// A Cred is a credential: how it was obtained, and what it asks for.
type Cred struct {
	Grant    rest.Grant
	Scopes   []*Value
	TokenURL *Value
	EnvVar   string
	Account  *Value  // of a user's token: whose it is, if that is known
	Params   []Entry // further parameters of the token request
	From     rest.Span
	Why      string
}

func unknown(why string) *Value { return &Value{Op: Unknown, Text: why} }

// NewUnknown returns a value nothing is known about, with the reason.
func NewUnknown(why string) *Value { return unknown(why) }

// NewConst returns a constant text.
func NewConst(text string) *Value { return &Value{Op: Const, Text: text} }

// NewConcat returns the texts of parts, one after the other.
func NewConcat(parts ...*Value) *Value {
	if len(parts) == 1 {
		return parts[0]
	}
	return &Value{Op: Concat, Args: parts}
}

// NewSecret returns a credential.
func NewSecret(c *Cred) *Value { return &Value{Op: Secret, Cred: c} }

// At returns v as a piece of a text that is written at src.
func (v *Value) At(src rest.Span, form rest.PartForm, hole string) *Value {
	if v == nil {
		return nil
	}
	c := *v
	c.Src, c.Form, c.Hole = src, form, hole
	return &c
}

// ConstText returns the text of a value that is wholly constant.
func (v *Value) ConstText() (string, bool) {
	if v == nil {
		return "", false
	}
	switch v.Op {
	case Const:
		return v.Text, true
	case Concat:
		text := ""
		for _, a := range v.Args {
			t, ok := a.ConstText()
			if !ok {
				return "", false
			}
			text += t
		}
		return text, true
	}
	return "", false
}

// pointed returns v as a pointer to it, or as what such a pointer points to.
func (v *Value) pointed(ref bool) *Value {
	if v == nil || v.Ref == ref || v.Op == Obj || v.Op == Nil {
		return v
	}
	c := *v
	c.Ref = ref
	return &c
}

// Pointer returns a pointer to v.
func Pointer(v *Value) *Value { return v.pointed(true) }

// isZero reports whether v is the zero value that error paths return.
func (v *Value) isZero() bool {
	return v == nil || v.Op == Nil || v.Op == Const && !v.Ref && (v.Text == "" || v.Text == "0" || v.Text == "false")
}

// maxJoined bounds the alternatives of a value.
const maxJoined = 9

// join returns one of a and b, without what is twice there and without zero
// values beside others. Of too many it says that there are more.
func join(vs ...*Value) *Value {
	var alts []*Value
	var add func(v *Value)
	add = func(v *Value) {
		if v == nil || len(alts) > maxJoined {
			return
		}
		if v.Op == Join {
			for _, a := range v.Args {
				add(a)
			}
			return
		}
		for _, a := range alts {
			if same(a, v) {
				return
			}
		}
		if len(alts) == maxJoined {
			v = tooMany()
		}
		alts = append(alts, v)
	}
	for _, v := range vs {
		add(v)
	}
	if len(alts) > 1 {
		kept := alts[:0:0]
		for _, a := range alts {
			if !a.isZero() {
				kept = append(kept, a)
			}
		}
		if len(kept) < len(alts) { // it may be nil
			for i := range kept {
				kept[i] = kept[i].pointed(false)
			}
		}
		if len(kept) > 0 {
			alts = kept
		}
	}
	switch len(alts) {
	case 0:
		return nil
	case 1:
		return alts[0]
	}
	return &Value{Op: Join, Args: alts}
}

// JoinOf is join for models.
func JoinOf(vs ...*Value) *Value { return join(vs...) }

// same reports whether two values are surely the same.
func same(a, b *Value) bool { return sameDepth(a, b, 0) }

func sameDepth(a, b *Value, depth int) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || depth > 10 {
		return false
	}
	if a.Op != b.Op || a.Text != b.Text || a.Num != b.Num || a.Fn != b.Fn || a.Var != b.Var ||
		a.Obj != b.Obj || a.Send != b.Send || a.Cred != b.Cred || len(a.Args) != len(b.Args) {
		return false
	}
	if a.Op == Unknown {
		return a.Src == b.Src
	}
	if (a.Cond == nil) != (b.Cond == nil) {
		return false
	}
	if a.Cond != nil && (a.Cond.Neg != b.Cond.Neg || !sameDepth(a.Cond.Val, b.Cond.Val, depth+1)) {
		return false
	}
	for i := range a.Args {
		if !sameDepth(a.Args[i], b.Args[i], depth+1) {
			return false
		}
	}
	return true
}

// Same reports whether two values are surely the same.
func Same(a, b *Value) bool { return same(a, b) }
