package restcall

import "github.com/m2me/m2me/internal/flow"

// rows returns the registrations that a loop over a table of routes makes: the
// pattern and the handler of one row belong together. Any other registration is
// returned as it is.
func rows(w *flow.World, r *flow.Reg) []*flow.Reg {
	over := looped(r.Fn, 0)
	if over == nil {
		return []*flow.Reg{r}
	}
	table := w.Resolve(over)
	if table == nil || table.Op != flow.Obj || table.Obj.Base != nil || len(table.Obj.Log) == 0 {
		return []*flow.Reg{r}
	}
	var out []*flow.Reg
	for _, entry := range table.Obj.Log {
		if entry.Op == "del" {
			continue
		}
		row := &row{over: over, entry: entry}
		one := *r
		one.Pattern, one.Fn, one.Child = row.value(r.Pattern, 0), row.value(r.Fn, 0), row.value(r.Child, 0)
		out = append(out, &one)
	}
	return out
}

// looped returns what a value is an element of, or part of an element.
func looped(v *flow.Value, depth int) *flow.Value {
	v = flow.Lower(v)
	if v == nil || depth > 6 {
		return nil
	}
	if v.Op == flow.Elem && v.Text != "received" {
		return v.Args[0]
	}
	for _, a := range append(append([]*flow.Value(nil), v.Args...), bindings(v)...) {
		if a != nil && (v.Op == flow.Field || v.Op == flow.Result || v.Op == flow.FuncVal) {
			if got := looped(a, depth+1); got != nil {
				return got
			}
		}
	}
	return nil
}

// A row fills one entry of a table in for the loop's element.
type row struct {
	over  *flow.Value
	entry flow.Entry
}

func (rw *row) value(v *flow.Value, depth int) *flow.Value {
	low := flow.Lower(v)
	if low == nil || depth > 8 {
		return v
	}
	switch low.Op {
	case flow.Elem:
		if !flow.Same(flow.Lower(low.Args[0]), flow.Lower(rw.over)) {
			return v
		}
		if low.Text == "key" {
			return rw.entry.Key
		}
		return rw.entry.Val
	case flow.Field:
		base := rw.value(low.Args[0], depth+1)
		if base != nil && base.Op == flow.Obj {
			if got := base.Obj.Get(low.Text); got != nil {
				return got
			}
		}
		return v
	case flow.Concat, flow.Result, flow.Join, flow.If, flow.FuncVal:
		c := *low
		c.Args = make([]*flow.Value, len(low.Args))
		for i, a := range low.Args {
			c.Args[i] = rw.value(a, depth+1)
		}
		if len(low.Bind) > 0 {
			c.Bind = flow.Bind{}
			for k, b := range low.Bind {
				c.Bind[k] = rw.value(b, depth+1)
			}
		}
		return &c
	}
	return v
}
