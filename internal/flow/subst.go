package flow

import (
	"cmp"
	"maps"
	"slices"
)

type paramKey struct {
	fn  *Func
	num int
}

// Bind says what stands for the parameters of functions.
type Bind map[paramKey]*Value

// keys returns the parameters in the order of the source.
func (b Bind) keys() []paramKey {
	keys := slices.Collect(maps.Keys(b))
	slices.SortFunc(keys, func(x, y paramKey) int {
		return cmp.Or(x.fn.Compare(y.fn), cmp.Compare(x.num, y.num))
	})
	return keys
}

// Values returns what stands for the parameters, in the order of the source.
func (b Bind) Values() []*Value {
	var out []*Value
	for _, k := range b.keys() {
		out = append(out, b[k])
	}
	return out
}

// maxNodes bounds the size of one substituted value.
const maxNodes = 1000

// A subst replaces parameters by values. It copies every object it meets, once,
// so its result can be changed without changing what it was made from.
type subst struct {
	w    *World
	bind Bind
	memo map[*Value]*Value
	objs map[*Object]*Value
	n    int
}

func (w *World) subst(b Bind) *subst {
	return &subst{w: w, bind: b, memo: map[*Value]*Value{}, objs: map[*Object]*Value{}}
}

// freeze returns a copy of v whose state no longer changes.
func (w *World) freeze(v *Value) *Value { return w.subst(nil).value(v) }

func (s *subst) value(v *Value) *Value {
	if v == nil {
		return nil
	}
	switch v.Op {
	case Const, Nil, Global:
		return v
	case Unknown:
		return v
	}
	if got, ok := s.memo[v]; ok {
		return got
	}
	s.n++
	if s.n > maxNodes {
		return unknown("the value has too many parts to follow").At(v.Src, v.Form, v.Hole)
	}
	s.memo[v] = v // a cycle ends in the unchanged value
	got := s.rebuild(v)
	if got == nil { // an alternative that nothing is known of
		got = v
	}
	if v.Ref {
		got = got.pointed(true)
	}
	s.memo[v] = got
	return got
}

func (s *subst) rebuild(v *Value) *Value {
	switch v.Op {
	case Param:
		if a, ok := s.bind[paramKey{v.Fn, v.Num}]; ok && a != nil {
			return place(a, v)
		}
		return v
	case Obj:
		got := s.object(v)
		if v.Hole == "" || got.Hole == v.Hole && got.Src == v.Src {
			return got
		}
		c := *got
		c.Src, c.Form, c.Hole, c.Verb = v.Src, v.Form, v.Hole, v.Verb
		return &c
	case Field:
		if isLate(v) && s.bind == nil {
			return v // the options are called with this very struct
		}
		base := s.value(v.Args[0])
		if isLate(v) {
			return place(s.w.late(v, base, s.value(v.Args[1])), v)
		}
		if base == v.Args[0] {
			return v
		}
		return place(s.w.read(base, v.Text, v.Var, v.Type), v)
	case Index:
		base, key := s.value(v.Args[0]), s.value(v.Args[1])
		if base == v.Args[0] && key == v.Args[1] {
			return v
		}
		return place(s.w.index(base, key, v.Type), v)
	case If:
		return s.choice(v)
	case Join:
		args, changed := s.args(v.Args)
		if !changed {
			return v
		}
		return join(args...)
	case FuncVal:
		return s.function(v)
	case Response:
		send := s.send(v.Send)
		c := *v
		c.Send = send
		return &c
	case Secret:
		return s.secret(v)
	case Elem:
		args, changed := s.args(v.Args)
		if !changed {
			return v
		}
		if only := single(args[0]); only != nil && v.Text == "key" {
			return place(only.Key, v)
		} else if only != nil && v.Text == "" {
			return place(only.Val, v)
		}
		c := *v
		c.Args = args
		return &c
	case Result:
		args, changed := s.args(v.Args)
		if !changed {
			return v
		}
		if v.Num == 0 {
			if got := s.w.again(v, args); got != nil {
				return place(got, v)
			}
		}
		if got := s.w.returned(v, args); got != nil {
			return place(got, v)
		}
		if cond := foldResult(v, args); cond != nil {
			return cond
		}
		c := *v
		c.Args = args
		return &c
	default:
		args, changed := s.args(v.Args)
		if !changed {
			return v
		}
		c := *v
		c.Args = args
		return &c
	}
}

// place returns what a parameter or field turned out to be, at the place in a
// text where the parameter stood; a piece of text keeps its own place.
func place(got, v *Value) *Value {
	if got == nil || got == v || v.Hole == "" || got.Op == Obj {
		return got
	}
	if got.Hole != "" || got.Op == Const && got.Src.IsValid() || got.Op == Concat {
		return got
	}
	c := *got
	c.Src, c.Form, c.Hole, c.Verb, c.Link = v.Src, v.Form, v.Hole, v.Verb, v.Link
	return &c
}

func (s *subst) args(in []*Value) (out []*Value, changed bool) {
	out = make([]*Value, len(in))
	for i, a := range in {
		out[i] = s.value(a)
		changed = changed || out[i] != a
	}
	return out, changed
}

func (s *subst) choice(v *Value) *Value {
	cond, known, holds := s.cond(*v.Cond)
	if known && holds {
		return s.value(v.Args[0])
	}
	if known {
		return s.value(v.Args[1])
	}
	a, b := s.value(v.Args[0]), s.value(v.Args[1])
	if same(a, b) {
		return a
	}
	c := *v
	c.Cond, c.Args = &cond, []*Value{a, b}
	return &c
}

// cond substitutes in c and says whether it now surely holds or fails.
func (s *subst) cond(c Cond) (out Cond, known, holds bool) {
	out = Cond{Val: s.value(c.Val), Neg: c.Neg}
	known, holds = truth(out.Val)
	return out, known, holds != c.Neg
}

// truth says whether a condition is known.
func truth(v *Value) (known, holds bool) {
	if v == nil {
		return false, false
	}
	switch {
	case v.Op == Const && v.Text == "true":
		return true, true
	case v.Op == Const && v.Text == "false":
		return true, false
	}
	return false, false
}

func (s *subst) function(v *Value) *Value {
	c := *v
	c.Args, _ = s.args(v.Args)
	if v.Fn == nil || v.Fn.Parent == nil || len(s.bind) == 0 {
		return &c
	}
	bind := Bind{}
	for _, k := range v.Bind.keys() {
		bind[k] = s.value(v.Bind[k])
	}
	for k, b := range s.bind {
		if _, ok := bind[k]; !ok {
			bind[k] = b
		}
	}
	c.Bind = bind
	return &c
}

func (s *subst) secret(v *Value) *Value {
	if v.Cred == nil {
		return v
	}
	cred := *v.Cred
	cred.Scopes, _ = s.args(v.Cred.Scopes)
	cred.TokenURL, cred.Account = s.value(v.Cred.TokenURL), s.value(v.Cred.Account)
	cred.Params = nil
	for _, e := range v.Cred.Params {
		if e, ok := s.entry(e); ok {
			cred.Params = append(cred.Params, e)
		}
	}
	c := *v
	c.Cred = &cred
	return &c
}

// send returns a copy of a request with its parameters filled in.
func (s *subst) send(in *Send) *Send {
	out := *in
	out.Method, out.URL, out.Query = s.value(in.Method), s.value(in.URL), s.value(in.Query)
	out.Body, out.Client, out.Ctx = s.value(in.Body), s.value(in.Client), s.value(in.Ctx)
	out.Equal = s.equalities(in.Equal)
	if in.Header != nil {
		h := s.object(&Value{Op: Obj, Obj: in.Header, Type: in.Header.Type})
		if h.Op == Obj {
			out.Header = h.Obj
		}
	}
	return &out
}

// conds substitutes in the conditions of a request; ok is false when one of them
// now surely fails.
func (s *subst) conds(in []Cond) (out []Cond, ok bool) {
	for _, c := range in {
		c, known, holds := s.cond(c)
		switch {
		case known && !holds:
			return nil, false
		case !known:
			out = append(out, c)
		}
	}
	return out, true
}
