package flow

// unrolled returns what a loop over a map or a list that is now known puts into
// another: "for k, v := range params { q.Set(k, v) }", or "for _, p := range
// params { q.Add(p.Name, p.Value) }".
func (w *World) unrolled(e Entry) []Entry {
	if e.Key == nil || e.Val == nil {
		return []Entry{e}
	}
	over := overOf(e.Key, 0)
	if over == nil || over.Op != Obj || over.Obj.Base != nil || over.Obj.Field[Filled] != nil || !Same(over, overOf(e.Val, 0)) {
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
	if v == nil || depth > 4 || len(v.Args) == 0 {
		return nil
	}
	switch v.Op {
	case Elem:
		return v.Args[0]
	case Field, Index:
		return overOf(v.Args[0], depth+1)
	}
	return nil
}

// turn returns what a part of a loop's element is in the turn for one entry.
func (w *World) turn(v *Value, one Entry, depth int) *Value {
	v = Lower(v)
	if v == nil || depth > 4 {
		return v
	}
	switch v.Op {
	case Elem:
		if v.Text == "key" {
			return one.Key
		}
		return one.Val
	case Field:
		return w.field(w.turn(v.Args[0], one, depth+1), v.Text, v.Var, v.Type)
	case Index:
		return w.index(w.turn(v.Args[0], one, depth+1), v.Args[1], v.Type)
	}
	return v
}
