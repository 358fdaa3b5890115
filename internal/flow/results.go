package flow

import "go/types"

// A ret is one return statement.
type ret struct {
	conds  []Cond
	vals   []*Value
	failed bool // it returns an error

	refuses bool       // it surely says no: false, or an error
	equal   Equalities // else what it implies
	always  Equalities // what is equal there
	ended   bool
}

// finish turns the return statements into results.
func (e *eval) finish() {
	n := 0
	if e.fn.Sig != nil {
		n = e.fn.Sig.Results().Len()
	}
	e.sum.Results = make([]*Value, n)
	rets := e.rets
	e.sum.Equal = implied(rets)
	e.promise()
	var good []ret
	for _, r := range rets {
		if !r.failed {
			good = append(good, r)
		}
	}
	failed := len(good) < len(rets)
	if len(good) > 0 {
		rets = good
	}
	for i := range n {
		e.sum.Results[i] = e.result(rets, i)
	}
	if failed && n > 0 && e.sum.Results[n-1].Op == Nil { // which a caller's question would rule out at once
		e.sum.Results[n-1] = &Value{Op: Unknown, Text: "an error, or nil", Type: e.fn.Sig.Results().At(n - 1).Type()}
	}
}

// result combines what the return statements give for result i: those under a
// condition first, as the code does.
func (e *eval) result(rets []ret, i int) *Value {
	var v *Value
	for k := len(rets) - 1; k >= 0; k-- {
		r := rets[k]
		if i >= len(r.vals) {
			continue
		}
		switch {
		case v == nil:
			v = r.vals[i]
		case len(r.conds) == 1:
			v = choose(&r.conds[0], r.vals[i], v)
		default:
			v = join(r.vals[i], v)
		}
	}
	if v == nil {
		return unknown("the function returns nothing that could be read")
	}
	return v
}

// choose returns a when cond holds, else b. What a condition says about an
// error or a zero value is not kept.
func choose(cond *Cond, a, b *Value) *Value {
	if a == nil || b == nil {
		return join(a, b)
	}
	if same(a, b) {
		return a
	}
	if cond != nil && cond.asksFor(tail(a, b)) {
		return a
	}
	if got := oneOf(cond, a, b); got != nil {
		return got
	}
	if got := madeWhereNil(cond, a, b); got != nil {
		return got
	}
	if cond == nil || !telling(cond.Val, 0) {
		return join(a, b)
	}
	if cond.Neg {
		return &Value{Op: If, Cond: &Cond{Val: cond.Val}, Args: []*Value{b, a}, Type: a.Type}
	}
	return &Value{Op: If, Cond: cond, Args: []*Value{a, b}, Type: a.Type}
}

// madeWhereNil returns the map that a function is given and makes itself where it
// is nil, "if h == nil { h = http.Header{} }": what is put into it afterwards is in
// the one that was given, or in an empty one.
func madeWhereNil(cond *Cond, a, b *Value) *Value {
	if cond == nil || cond.Val == nil || cond.Val.Op != Result || len(cond.Val.Args) != 2 {
		return nil
	}
	v := cond.Val
	if v.Text != "==" && v.Text != "!=" || v.Args[1] == nil || v.Args[1].Op != Nil {
		return nil
	}
	given, made := b, a
	if (v.Text == "!=") != cond.Neg {
		given, made = a, b
	}
	if given.Op != Obj || made.Op != Obj || made.Obj.Base != nil || made.Obj.touched() || made.Obj.Type == nil {
		return nil
	}
	if _, ok := made.Obj.Type.Underlying().(*types.Map); !ok || !same(Lower(v.Args[0]), Lower(given)) {
		return nil
	}
	return given
}

// tail returns what text a has behind text b, or nil.
func tail(a, b *Value) *Value {
	var parts []*Value
	for a.Op == Concat && len(a.Args) > 1 {
		parts = append(parts, a.Args[1:]...)
		if a = a.Args[0]; same(a, b) {
			return NewConcat(parts...)
		}
	}
	return nil
}

// telling reports whether a caller may one day know a condition: it is made of
// parameters, fields, constants and the question whether a context has a user.
func telling(v *Value, depth int) bool {
	v = Lower(v)
	if v == nil || depth > 6 {
		return false
	}
	switch v.Op {
	case Const, Param, Nil:
		return true
	case Field:
		return telling(v.Args[0], depth+1)
	case Result:
		switch v.Text {
		case "==", "!=", "!", "&&", "||", ranges:
			for _, a := range v.Args {
				if !telling(a, depth+1) {
					return false
				}
			}
			return true
		case "connect.UserFrom":
			return true
		case reaches:
			if recv := Lower(v.Args[0]); recv != nil && recv.Op == Result && recv.Text == ctxValue {
				return true
			}
			return telling(v.Args[0], depth+1)
		}
	}
	return false
}
