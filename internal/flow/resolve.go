package flow

import "math"

// A resolver looks values up in what the whole world stores in fields,
// variables and parameters, for objects whose identity is not known.
//
// What is stored may depend on itself. Such a value is left as it is, and the
// answer is kept only for the store where the cycle begins: inside of it the
// answer is another than the one that a look-up of its own gives.
type resolver struct {
	w     *World
	seen  map[any]int // the stores that are being looked up, and at which depth
	n     int
	most  int  // steps
	low   int  // the outermost store that was met again
	spent bool // the budget is
}

// nowhere is deeper than any store: nothing was met again.
const nowhere = math.MaxInt

// maxResolve bounds the steps of one look-up. A program whose values refer to each
// other in all directions would take so many for each of its thousands: when
// they have taken manySteps together, the rest gets fewer.
const (
	maxResolve = 2000
	manySteps  = 4_000_000
	fewerSteps = 100
)

// Resolve returns v with fields, variables and parameters replaced by what the
// program puts there, as far as that is known. The answer is kept even where a
// cycle or the budget cut it short: asked again, it would be no better, and a
// large client is asked about its options thousands of times.
func (w *World) Resolve(v *Value) *Value {
	got, ok := w.memo[v]
	if !ok {
		r := &resolver{w: w, seen: map[any]int{}, low: nowhere, most: maxResolve}
		if w.looked > manySteps {
			r.most = fewerSteps
		}
		got = r.value(v)
		w.looked += r.n
	}
	if !w.complete || got == nil || w.settled[got] {
		return got
	}
	got = w.settle(got)
	w.memo[v] = got
	return got
}

func (r *resolver) value(v *Value) *Value {
	if v == nil {
		return nil
	}
	if got, ok := r.w.memo[v]; ok {
		return got
	}
	r.n++
	if r.n > r.most {
		r.spent = true
		return v
	}
	first := r.n == 1
	low := r.low
	r.low = nowhere
	got := r.resolve(v)
	if v.Ref {
		got = got.pointed(true)
	}
	if r.w.complete && (first || r.low == nowhere && !r.spent) {
		r.w.memo[v] = got
	}
	r.low = min(r.low, low)
	return got
}

func (r *resolver) resolve(v *Value) *Value {
	switch v.Op {
	case Param:
		return r.stored(v, paramKey{v.Fn, v.Num}, r.w.params[paramKey{v.Fn, v.Num}])
	case Global:
		return r.stored(v, v.Var, r.w.global[v.Var])
	case Field:
		return r.field(v)
	case Index:
		return r.element(v)
	case Elem:
		return r.element(v)
	case Obj:
		if low := Lower(v); low != v {
			return r.value(low)
		}
		return v
	case If:
		if got := r.reached(v); got != nil {
			return r.value(got)
		}
		a, b := r.value(v.Args[0]), r.value(v.Args[1])
		c := *v
		c.Args = []*Value{a, b}
		return &c
	case Join, Concat, Result:
		return r.rebuilt(v)
	}
	return v
}

// reached returns the branch of v that is taken if v depends on the type behind
// an interface and the whole world knows that.
func (r *resolver) reached(v *Value) *Value {
	c := v.Cond
	if c == nil || c.Val == nil || c.Val.Op != Result || c.Val.Text != reaches {
		return nil
	}
	recv := r.value(c.Val.Args[0])
	if low := Lower(recv); low != nil && low.Op == Result && low.Text == ctxValue {
		recv = r.stored(recv, KeyID(low.Args[1]), r.w.ctx[KeyID(low.Args[1])])
	}
	known, holds := truth(foldResult(c.Val, []*Value{recv, c.Val.Args[1]}))
	if !known {
		return nil
	}
	if holds == c.Neg {
		return v.Args[1]
	}
	return v.Args[0]
}

// stored resolves v through the values that were seen under key.
func (r *resolver) stored(v *Value, key any, vals []*Value) *Value {
	if len(vals) == 0 {
		return v
	}
	if depth, ok := r.seen[key]; ok {
		r.low = min(r.low, depth)
		return v
	}
	got, ok := r.w.resolved[key]
	if !ok {
		got = r.joined(key, vals)
	}
	if got == nil {
		return v
	}
	return place(got, v).pointed(false) // elsewhere it may be nil
}

// joined resolves the values that were seen under key. The answer is kept once
// the world holds all there is to know.
func (r *resolver) joined(key any, vals []*Value) *Value {
	low, depth := r.low, len(r.seen)
	r.low = nowhere
	r.seen[key] = depth
	var alts []*Value
	for _, s := range vals {
		if got := r.value(s); !keptUnder(got, key) {
			alts = append(alts, got)
		}
	}
	delete(r.seen, key)
	got := join(alts...)
	if r.low >= depth { // it depends on nothing that is still looked up
		r.low = nowhere
	}
	if r.w.complete && r.low == nowhere && (depth == 0 || !r.spent) {
		r.w.resolved[key] = got
	}
	r.low = min(r.low, low)
	return got
}

func (r *resolver) field(v *Value) *Value {
	base := r.value(v.Args[0])
	if isLate(v) {
		if to := r.value(v.Args[1]); !OfEmpty(to) { // what is known of it now has not been called
			return join(r.w.field(base, v.Text, v.Var, v.Type), unknown("what an option sets "+v.Text+" to"))
		}
	}
	if base != nil && (base.Op == Obj || base.Op == Join || base.Op == If || base.Op == Secret) {
		if r.knows(base, v.Text) {
			got := r.w.field(base, v.Text, v.Var, v.Type)
			r.n += r.w.steps
			if low := Lower(got); low.Op != Field || low.Var != v.Var {
				return place(r.value(got), v)
			}
		}
	}
	if v.Var == nil {
		return v
	}
	return r.stored(v, v.Var, r.w.fields[v.Var])
}

// knows reports whether some alternative of base was given the field.
func (r *resolver) knows(base *Value, name string) bool {
	switch base.Op {
	case Obj:
		_, ok := base.Obj.Field[name]
		return ok || base.Obj.Field[Filled] != nil
	case Join, If:
		for _, a := range base.Args {
			if r.knows(a, name) {
				return true
			}
		}
	case Secret:
		return true
	}
	return false
}

// element resolves an element of a map or slice kept in a field or variable.
func (r *resolver) element(v *Value) *Value {
	base := Lower(v.Args[0])
	if base == nil {
		return v
	}
	if (base.Op == Field || base.Op == Global) && base.Var != nil {
		if vals := r.w.inside[base.Var]; len(vals) > 0 {
			return r.stored(v, [2]any{"inside", base.Var}, vals)
		}
	}
	if v.Op == Elem && v.Text == "" {
		if got := r.value(base); got != nil && got.Op == Obj && got.Obj.Kind == "slice" && len(got.Obj.Log) > 0 {
			if alts := r.elements(v, got, 0); len(alts) > 0 {
				return join(alts...)
			}
		}
	}
	if v.Op == Index {
		if got := r.value(base); got != base && got.Op == Obj {
			at := r.w.index(got, r.value(v.Args[1]), v.Type)
			r.n += r.w.steps
			return at
		}
	}
	return v
}

// picks reports whether a row of a table may be the one that elem stands for.
func (r *resolver) picks(elem, row *Value) bool {
	if len(elem.Args) != 3 || row == nil || row.Op != Obj || row.Obj.Base != nil {
		return true
	}
	want, ok := r.value(elem.Args[2]).ConstText()
	got, ok2 := r.value(row.Obj.Get(elem.Args[1].Text)).ConstText()
	return !ok || !ok2 || got == want
}

// elements returns what of a slice elem may stand for, with what was spread into it; nil if some
// of it is not known.
func (r *resolver) elements(elem, slice *Value, depth int) []*Value {
	var alts []*Value
	for _, e := range slice.Obj.Log {
		v := r.value(e.Val)
		if e.Op != "spread" {
			if r.picks(elem, v) {
				alts = append(alts, v)
			}
			continue
		}
		if v == nil || v.Op == Nil {
			continue
		}
		if v.Op != Obj || v.Obj.Kind != "slice" || v.Obj.Base != nil || depth > 4 {
			return nil
		}
		alts = append(alts, r.elements(elem, v, depth+1)...)
	}
	return alts
}

func (r *resolver) rebuilt(v *Value) *Value {
	args := make([]*Value, len(v.Args))
	changed := false
	for i, a := range v.Args {
		if i == 1 && v.Op == Result && v.Text == "context.Context.Value" {
			args[i] = a // a key is what it is called
			continue
		}
		args[i] = r.value(a)
		changed = changed || args[i] != a
	}
	if !changed {
		return v
	}
	if v.Op == Join {
		return join(args...)
	}
	if v.Op == Result && v.Num == 0 {
		if got := r.w.again(v, args); got != nil {
			return place(got, v)
		}
	}
	c := *v
	c.Args = args
	return &c
}
