package flow

import "slices"

// oneOf returns what two branches made that differs in one field at most: a
// request with a body, and the same without. It is nil for anything else.
func oneOf(cond *Cond, a, b *Value) *Value {
	if !madeHere(a) || !madeHere(b) || a.Obj.Kind != b.Obj.Kind || len(a.Obj.Order) == 0 || !slices.Equal(a.Obj.Order, b.Obj.Order) {
		return nil
	}
	other := ""
	for _, name := range a.Obj.Order {
		switch {
		case twin(a.Obj.Field[name], b.Obj.Field[name], 0):
		case other != "":
			return nil
		default:
			other = name
		}
	}
	out := *a
	out.Obj = a.Obj.shallow()
	out.Obj.Copy = a.Obj.Copy
	if other != "" {
		out.Obj.Set(other, choose(cond, a.Obj.Field[other], b.Obj.Field[other]))
	}
	return &out
}

// madeHere reports whether a value is an object whose fields are all there is to
// know about it.
func madeHere(v *Value) bool {
	return v.Op == Obj && v.Obj.Base == nil && len(v.Obj.Log) == 0
}

// twin reports whether two values are made of the same in the same way.
func twin(a, b *Value, depth int) bool {
	if same(a, b) {
		return true
	}
	if a == nil || b == nil || depth > 8 || a.Op != b.Op || a.Text != b.Text || a.Num != b.Num || a.Fn != b.Fn || a.Var != b.Var ||
		a.Send != b.Send || a.Cred != b.Cred || a.Cond != nil || b.Cond != nil || len(a.Args) != len(b.Args) {
		return false
	}
	if a.Op == Unknown || a.Op == FuncVal || (a.Op == Obj) != (b.Op == Obj) {
		return false
	}
	if a.Op == Obj && !twins(a.Obj, b.Obj, depth+1) {
		return false
	}
	for i := range a.Args {
		if !twin(a.Args[i], b.Args[i], depth+1) {
			return false
		}
	}
	return true
}

// twins is twin for what objects hold.
func twins(a, b *Object, depth int) bool {
	if a.Kind != b.Kind || !twin(a.Base, b.Base, depth) || !slices.Equal(a.Order, b.Order) || len(a.Log) != len(b.Log) {
		return false
	}
	for _, name := range a.Order {
		if !twin(a.Field[name], b.Field[name], depth) {
			return false
		}
	}
	return slices.EqualFunc(a.Log, b.Log, func(x, y Entry) bool {
		return x.Op == y.Op && (x.Cond == nil) == (y.Cond == nil) && twin(x.Key, y.Key, depth) && twin(x.Val, y.Val, depth) &&
			(x.Cond == nil || x.Cond.Neg == y.Cond.Neg && twin(x.Cond.Val, y.Cond.Val, depth))
	})
}
