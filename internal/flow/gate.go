package flow

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/trigger"
)

// A Gate is what a function that stands before others makes sure of: whenever it
// hands on to Next, its pairs are equal. Next is the parameter of a function
// around it, which it was made with; nil where the framework calls what comes next.
type Gate struct {
	Next *Value
	Args []*Value // what is handed on
	Equalities
}

// chain takes over by which functions a chain goes on, and ends.
func (fw *framework) chain(c trigger.Chain) {
	for _, name := range c.Next {
		fw.nexts[name] = true
	}
	for _, name := range c.Ends {
		fw.ends[name] = true
	}
	for _, name := range c.Changes {
		fw.changes[name] = true
	}
	if c.Falls != "" {
		fw.falls[c.Falls] = true
	}
}

// A pass is one place where a function hands on to what it was made around, or lets
// the framework go on.
type pass struct {
	next  *Value
	args  []*Value
	equal Equalities
	call  *ast.CallExpr // nil at the end of the function
}

// passes notes a call of what a function around this one was given: a function, or
// a value with methods.
func (e *eval) passes(next *Value, args []*Value, x *ast.CallExpr) {
	if next = Lower(next); next == nil || next.Op != Param || next.Fn == nil || next.Num < 0 || x == nil {
		return
	}
	for f := e.fn.Parent; f != nil; f = f.Parent {
		if next.Fn == f {
			e.passed = append(e.passed, pass{next, args, e.equal, x})
			return
		}
	}
}

// chained carries out a call by which a member of a chain lets the framework go on,
// or ends the chain.
func (e *eval) chained(c *Call) {
	switch {
	case e.w.frame.changes[c.Name]:
		e.equal = nil
	case e.w.frame.ends[c.Name]:
		e.ended = true
	case e.w.frame.nexts[c.Name]:
		e.passed = append(e.passed, pass{nil, append([]*Value{c.Recv}, c.Args...), e.equal, c.Expr})
	}
}

// rewritten forgets what was found equal if a field of the request that came in is
// assigned, or of its URL: it may name somebody else now.
func (e *eval) rewritten(typ, name string, of *Value) {
	if (typ == kindRequest && name != "Header" && name != "Body" || typ == "net/url.URL") && cameIn(of) {
		e.equal = nil
	}
}

// cameIn reports whether a value is a parameter or a part of one, changed or not.
func cameIn(v *Value) bool {
	for v != nil && (v.Op == Obj || v.Op == Field) {
		if v.Op == Obj {
			v = v.Obj.Base
		} else {
			v = v.Args[0]
		}
	}
	return v != nil && v.Op == Param
}

// runsOff notes that the function returns here. Some frameworks then go on, unless
// the chain was ended.
func (e *eval) runsOff() {
	if e.ended || e.fn.Sig == nil {
		return
	}
	for _, p := range e.sum.Params {
		if p != nil && e.w.frame.falls[typeName(p.Type)] {
			e.passed = append(e.passed, pass{nil, []*Value{p}, e.equal, nil})
			return
		}
	}
}

// gate says what holds whenever the function hands on: to what it calls last of
// what it was made around, or to the rest of a chain. It is nil if that is nothing,
// or if the function may hand on in a way that was not followed.
func (e *eval) gate() *Gate {
	if len(e.passed) == 0 || !e.straight() {
		return nil
	}
	last := e.passed[len(e.passed)-1]
	g := &Gate{Next: last.next, Args: last.args, Equalities: last.equal}
	for _, p := range e.passed {
		if p.next == g.Next || p.next != nil && g.Next != nil && same(p.next, g.Next) {
			g.Equalities = common(g.Equalities, p.equal)
		}
	}
	if len(g.Equalities) == 0 || g.Next == nil && e.catches() || g.Next != nil && !e.onlyCalled(g.Next) {
		return nil
	}
	return g
}

// onlyCalled reports whether a parameter of a function around this one is used for
// nothing but the calls that were followed here.
func (e *eval) onlyCalled(next *Value) bool {
	if next.Num >= next.Fn.Sig.Params().Len() || next.Fn.Body() == nil {
		return false
	}
	followed := map[ast.Expr]bool{}
	for _, p := range e.passed {
		if p.call == nil {
			continue
		}
		fun := ast.Unparen(p.call.Fun)
		if sel, ok := fun.(*ast.SelectorExpr); ok {
			fun = ast.Unparen(sel.X)
		}
		followed[fun] = true
	}
	v, only := next.Fn.Sig.Params().At(next.Num), true
	ast.Inspect(next.Fn.Body(), func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && e.info.Uses[id] == types.Object(v) && !followed[id] {
			only = false
		}
		return only
	})
	return only
}

// Rebased returns what a gate makes sure of as the function to sees it that is
// called behind it, with the same request.
func (w *World) Rebased(g *Gate, to *Func) Equalities {
	b := Bind{}
	for i, a := range g.Args {
		if a = derivedFrom(a); a == nil || to.Sig == nil {
			continue
		}
		for j := range to.Sig.Params().Len() {
			if t := to.Sig.Params().At(j).Type(); typeName(t) == typeName(a.Type) && (i == j || g.Next == nil) {
				b[paramKey{a.Fn, a.Num}] = &Value{Op: Param, Fn: to, Num: j, Type: t}
			}
		}
	}
	if len(b) == 0 {
		return nil
	}
	s := w.subst(b)
	var out Equalities
	for _, eq := range g.Equalities {
		out = append(out, equality{Lower(s.value(eq.a)), Lower(s.value(eq.b))})
	}
	return out
}

// derivedFrom returns the parameter that a value is, or a request is made from that
// differs in its context alone.
func derivedFrom(v *Value) *Value {
	for depth := 0; v != nil && depth < 6; depth++ {
		switch {
		case v.Op == Param:
			return v
		case v.Op == Obj:
			v = v.Obj.Base
		case v.Op == Result && (v.Text == "net/http.Request.WithContext" || v.Text == "net/http.Request.Clone"):
			v = v.Args[0]
		default:
			return nil
		}
	}
	return nil
}

// GateOf returns the gate that a function value is, and what it was made around,
// if that is known here.
func (w *World) GateOf(v *Value) (g *Gate, next *Value) {
	if v == nil || v.Op != FuncVal || v.Fn == nil || v.Fn.sum == nil || v.Fn.sum.Gate == nil {
		return nil, nil
	}
	g = v.Fn.sum.Gate
	if len(v.Bind) == 0 && len(v.Args) == 0 {
		return g, nil
	}
	s := w.subst(v.boundTo())
	c := &Gate{Next: g.Next, Args: g.Args}
	for _, eq := range g.Equalities {
		c.Equalities = append(c.Equalities, equality{Lower(s.value(eq.a)), Lower(s.value(eq.b))})
	}
	if g.Next != nil {
		next = v.Bind[paramKey{g.Next.Fn, g.Next.Num}]
	}
	return c, next
}

// boundTo returns what stands for the parameters around a function value, and for
// its receiver.
func (v *Value) boundTo() Bind {
	b := Bind{}
	for k, bound := range v.Bind {
		b[k] = bound
	}
	if len(v.Args) > 0 {
		b[paramKey{v.Fn, -1}] = v.Args[0]
	}
	return b
}

// MadeGate returns the gate that a function makes which takes what it stands
// before: middleware that is put on a router.
func (w *World) MadeGate(v *Value) *Gate {
	if v == nil || v.Op != FuncVal {
		return nil
	}
	for _, fn := range w.Bodies(v) {
		if fn.sum == nil || len(fn.sum.Results) != 1 {
			return nil
		}
		s := w.subst((&Value{Fn: fn, Bind: v.Bind, Args: v.Args}).boundTo())
		g, _ := w.GateOf(s.value(fn.sum.Results[0]))
		if g == nil || g.Next == nil || g.Next.Fn != fn {
			return nil
		}
		return g
	}
	return nil
}
