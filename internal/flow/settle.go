package flow

// settle notes of the alternatives of a value that was looked up that they have
// been looked up with it: what a cycle left in them gives nothing new, but each
// time as many alternatives again. It returns copies, as elsewhere the same
// alternative is looked up from its beginning.
func (w *World) settle(v *Value) *Value {
	if v.Op != Join && v.Op != If {
		return v
	}
	c := *v
	c.Args = make([]*Value, len(v.Args))
	for i, a := range v.Args {
		if c.Args[i] = a; a == nil || a.Op == Const || w.memo[a] == a {
			continue
		}
		one := *a
		w.memo[&one] = &one
		c.Args[i] = &one
	}
	w.settled[&c] = true
	return &c
}

// keptUnder reports whether a value is what is kept under key: among what is put
// there it says nothing.
func keptUnder(v *Value, key any) bool {
	low := Lower(v)
	if low == nil {
		return false
	}
	switch low.Op {
	case Param:
		return key == paramKey{low.Fn, low.Num}
	case Global, Field:
		return low.Var != nil && key == low.Var
	}
	return false
}
