package flow

// maxDyn bounds the dynamic calls and the registrations of one fact, maxFuncs its
// function values.
const (
	maxDyn   = 16
	maxFuncs = 24
)

// callable reports whether a caller may know a function value: it is a parameter,
// or an element or a field of one.
func (e *encoder) callable(fn *Value) bool {
	fn = Lower(fn)
	for fn != nil && (fn.Op == Elem || fn.Op == Field || fn.Op == Index) && len(fn.Args) > 0 {
		fn = Lower(fn.Args[0])
	}
	return fn != nil && fn.Op == Param && e.funcs[fn.Fn] > 0
}

func (e *encoder) dyn(d DynCall) WireDyn {
	out := WireDyn{Fn: e.value(d.Fn, 1), Method: d.Method, Home: d.Home}
	for _, a := range d.Args {
		out.Args = append(out.Args, e.value(a, 1))
	}
	for _, c := range d.Conds {
		out.Conds, out.Negs = append(out.Conds, e.value(c.Val, 1)), append(out.Negs, c.Neg)
	}
	out.Equal = e.equalities(d.Equal)
	return out
}

func (e *encoder) gate(g *Gate) *WireGate {
	out := &WireGate{Next: e.value(g.Next, 1), Equal: e.equalities(g.Equalities)}
	for _, a := range g.Args {
		out.Args = append(out.Args, e.value(a, 1))
	}
	return out
}

// equalities encodes pairs.
func (e *encoder) equalities(list Equalities) []int {
	var out []int
	for _, eq := range list {
		out = append(out, e.value(eq.a, 1), e.value(eq.b, 1))
	}
	return out
}

// equalities decodes pairs.
func (d *decoder) equalities(in []int) Equalities {
	var out Equalities
	for i := 0; i+1 < len(in); i += 2 {
		if a, b := d.value(in[i]), d.value(in[i+1]); a != nil && b != nil {
			out = append(out, equality{a, b})
		}
	}
	return out
}

func (d *decoder) gate(in *WireGate) *Gate {
	if in == nil {
		return nil
	}
	g := &Gate{Next: d.value(in.Next), Equalities: d.equalities(in.Equal)}
	for _, a := range in.Args {
		g.Args = append(g.Args, d.value(a))
	}
	return g
}

func (e *encoder) reg(r *Reg) WireReg {
	out := WireReg{Kind: r.Kind, Trigger: r.Trigger, Method: r.Method, Enqueue: r.Enqueue, Session: r.Session,
		Pattern: e.value(r.Pattern, 1), Fn: e.value(r.Fn, 1), Child: e.value(r.Child, 1)}
	if r.Router != nil {
		out.Router = e.value(&Value{Op: Obj, Obj: r.Router, Type: r.Router.Type}, 1)
	}
	return out
}

// function encodes a function value with all that calling it does. One that has
// no body at hand, or is still being evaluated, stays unknown.
func (e *encoder) function(v *Value, node *WireNode, depth int) {
	f := v.Fn
	if e.plain || f == nil || f.sum == nil || f.running || f == e.f {
		node.Op, node.Text = Unknown, foreignFunc
		return
	}
	owner, known := e.funcs[f]
	if !known {
		if len(e.out.Funcs) >= maxFuncs {
			node.Op, node.Text = Unknown, foreignFunc
			return
		}
		e.out.Funcs = append(e.out.Funcs, WireFunc{})
		owner = len(e.out.Funcs) + 1
		e.funcs[f] = owner
		wf := WireFunc{Name: f.Name, Lit: f.Parent != nil}
		if f.Sig != nil {
			wf.Params, wf.Variadic = f.Sig.Params().Len(), f.Sig.Variadic()
		}
		wf.WireSummary, _ = e.summary(f)
		e.out.Funcs[owner-2] = wf
	}
	node.Of, node.Text = owner-1, ""
	for _, k := range v.Bind.keys() {
		if o := e.funcs[k.fn]; o > 0 {
			node.Bind = append(node.Bind, o, k.num, e.value(v.Bind[k], depth+1))
		}
	}
}

// function makes a function value out of a node.
func (d *decoder) function(node *WireNode, v *Value) {
	if v.Fn = d.owner(node.Of + 1); v.Fn == nil || node.Of < 1 {
		v.Op, v.Text = Unknown, foreignFunc
		return
	}
	for i := 0; i+2 < len(node.Bind); i += 3 {
		if f := d.owner(node.Bind[i]); f != nil {
			if v.Bind == nil {
				v.Bind = Bind{}
			}
			v.Bind[paramKey{f, node.Bind[i+1]}] = d.value(node.Bind[i+2])
		}
	}
}

// owner returns a function by the number that parameters name it with.
func (d *decoder) owner(n int) *Func {
	switch {
	case n == 1:
		return d.f
	case n < 1 || n-2 >= len(d.funcs):
		return nil
	}
	return d.funcs[n-2]
}

// declare makes the function values of the wire, without what they do.
func (d *decoder) declare() {
	for _, wf := range d.in.Funcs {
		f := d.w.number(&Func{Name: wf.Name, Pkg: d.f.Pkg, Sig: signature(wf.Params, wf.Variadic), sum: &Summary{}})
		if wf.Lit {
			f.Parent = d.f
		}
		d.funcs = append(d.funcs, f)
	}
}

// summary fills in what calling f does.
func (d *decoder) summary(f *Func, in WireSummary) {
	for _, r := range in.Results {
		f.sum.Results = append(f.sum.Results, d.value(r))
	}
	for _, p := range in.Params {
		f.sum.Params = append(f.sum.Params, d.value(p))
	}
	f.sum.Equal, f.sum.Always = d.equalities(in.Equal), d.equalities(in.Always)
	f.sum.Never, f.sum.Ends, f.sum.Gate = in.Never, in.Ends, d.gate(in.Gate)
	for _, n := range in.Out {
		if s := d.send(n); s.open(f, true) {
			f.sum.Sends = append(f.sum.Sends, s)
		}
	}
	for _, wd := range in.Dyn {
		c := DynCall{From: f, Fn: d.value(wd.Fn), Method: wd.Method, Home: wd.Home}
		for _, a := range wd.Args {
			c.Args = append(c.Args, d.value(a))
		}
		for i, cond := range wd.Conds {
			c.Conds = append(c.Conds, Cond{Val: d.value(cond), Neg: wd.Negs[i]})
		}
		c.Equal = d.equalities(wd.Equal)
		f.sum.Dyn = append(f.sum.Dyn, c)
	}
	for _, wr := range in.Regs {
		r := &Reg{Kind: wr.Kind, Trigger: wr.Trigger, Method: wr.Method, Enqueue: wr.Enqueue, Session: wr.Session, In: f,
			Pattern: d.value(wr.Pattern), Fn: d.value(wr.Fn), Child: d.value(wr.Child)}
		if v := d.value(wr.Router); v != nil {
			r.Router = v.Obj
		}
		f.sum.Regs = append(f.sum.Regs, r)
	}
}
