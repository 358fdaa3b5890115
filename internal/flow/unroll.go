package flow

// unrolled returns what a loop over a map or a list that is now known puts into
// another: "for k, v := range params { q.Set(k, v) }", or "for _, p := range
// params { q.Add(p.Name, p.Value) }".
func (w *World) unrolled(e Entry) []Entry {
	over := overOf(e.Key, 0)
	if over == nil || !Same(over, overOf(e.Val, 0)) {
		return []Entry{e}
	}
	return w.turns(e, over)
}

// Unrolled is unrolled for a map that only the whole program knows.
func (w *World) Unrolled(e Entry) []Entry {
	over := overOf(e.Key, 0)
	if over == nil || !Same(over, overOf(e.Val, 0)) {
		return []Entry{e}
	}
	return w.turns(e, w.Resolve(over))
}

// turns returns what e puts in each turn of a loop over what is now known.
func (w *World) turns(e Entry, over *Value) []Entry {
	if over == nil || over.Op != Obj || over.Obj.Base != nil || over.Obj.Field[Filled] != nil {
		return []Entry{e}
	}
	var out []Entry
	for _, one := range over.Obj.Log {
		key := w.turn(e.Key, one, 0)
		if _, ok := key.ConstText(); !ok || one.Op == "spread" {
			return []Entry{e}
		}
		got := Entry{Op: one.Op, Key: key, Val: w.turn(e.Val, one, 0), Src: one.Src, Form: one.Form, Cond: one.Cond}
		if one.Op == "elem" {
			got.Op = e.Op
		}
		out = append(out, got)
	}
	return out
}

// overOf returns what a loop goes over of whose element v is a part, or nil.
func overOf(v *Value, depth int) *Value {
	v = Lower(v)
	if v == nil || depth > 4 {
		return nil
	}
	switch {
	case v.Op == Elem:
		if inner := overOf(v.Args[0], depth+1); inner != nil { // a loop in a loop
			return inner
		}
		return v.Args[0]
	case v.Op == Field || v.Op == Index:
		return overOf(v.Args[0], depth+1)
	}
	if only := lone(v); only != nil { // []string{v}
		return overOf(only, depth+1)
	}
	return nil
}

// lone returns the only element of a slice that was made in sight, or nil.
func lone(v *Value) *Value {
	if v.Op != Obj || v.Obj.Kind != "slice" || v.Obj.Base != nil || len(v.Obj.Log) != 1 || v.Obj.Log[0].Op != "elem" {
		return nil
	}
	return v.Obj.Log[0].Val
}

// turn returns what a part of a loop's element is in the turn for one entry.
func (w *World) turn(v *Value, one Entry, depth int) *Value {
	v = Lower(v)
	if v == nil || depth > 4 {
		return v
	}
	switch {
	case v.Op == Elem && overOf(v.Args[0], 0) != nil:
		inner := w.turn(v.Args[0], one, depth+1)
		if only := lone(inner); only != nil {
			return only
		}
		return inner
	case v.Op == Elem && v.Text == "key":
		return one.Key
	case v.Op == Elem:
		return one.Val
	case v.Op == Field:
		return w.field(w.turn(v.Args[0], one, depth+1), v.Text, v.Var, v.Type)
	case v.Op == Index:
		return w.index(w.turn(v.Args[0], one, depth+1), v.Args[1], v.Type)
	}
	if only := lone(v); only != nil {
		return w.turn(only, one, depth+1)
	}
	return v
}
