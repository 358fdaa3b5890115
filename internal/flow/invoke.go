package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"

	"github.com/m2me/m2me/internal/rest"
)

// maxSends bounds the requests kept for one function.
const maxSends = 600

// invoke calls a function whose body is at hand: its summary, with the
// arguments filled in, becomes part of the caller's.
func (e *eval) invoke(f *Func, bind Bind, recv *Value, args []*Value, x *ast.CallExpr) []*Value {
	e.sum.Calls = append(e.sum.Calls, Edge{From: e.node, To: f, At: spanOf(x)})
	if f != e.fn {
		e.w.called[f] = true
	}
	e.remember(f, recv, args)
	sum := e.w.Summary(f)
	if sum == nil {
		return e.unknownResults(x, unknown("recursion"))
	}
	b := Bind{}
	for k, v := range bind {
		b[k] = v
	}
	for i, a := range args {
		b[paramKey{f, i}] = a
	}
	if recv != nil {
		b[paramKey{f, -1}] = recv
	}
	s := e.w.subst(b)
	e.effects(f, sum, s, recv, args)
	e.instantiate(f, sum, s, recv, x)
	out := make([]*Value, len(sum.Results))
	for i, r := range sum.Results {
		out[i] = s.value(r)
	}
	if len(out) == 0 {
		out = []*Value{unknown("the function returns nothing")}
	}
	return out
}

// remember notes what is passed for the parameters of f.
func (e *eval) remember(f *Func, recv *Value, args []*Value) {
	for i, a := range args {
		remember(e.w.params, paramKey{f, i}, a)
	}
	if recv != nil {
		remember(e.w.params, paramKey{f, -1}, recv)
	}
}

// effects carries out on the arguments what the body does to its parameters.
func (e *eval) effects(f *Func, sum *Summary, s *subst, recv *Value, args []*Value) {
	for _, p := range sum.Params {
		if p == nil || p.Op != Obj || p.Obj.Base == nil || p.Obj.Base.Op != Param || !p.Obj.touched() {
			continue
		}
		to := recv
		if num := p.Obj.Base.Num; num >= 0 {
			if num >= len(args) {
				continue
			}
			to = args[num]
		}
		e.overlay(to, p.Obj, s, 0)
	}
}

// overlay applies to an argument what was done to the parameter it stands for.
// Chains of objects are followed a few links deep.
func (e *eval) overlay(to *Value, done *Object, s *subst, depth int) {
	if to == nil || to.Op != Obj || to.Obj == done || depth > 5 {
		return
	}
	for _, name := range done.Order {
		v := done.Field[name]
		if v.Op == Obj && v.Obj.Base != nil {
			if v.Obj.Base.Op == Field && v.Obj.Base.Text == name {
				if v.Obj.touched() {
					e.overlay(e.w.field(to, name, v.Obj.Base.Var, v.Type), v.Obj, s, depth+1)
				}
				continue
			}
		}
		to.Obj.Set(name, s.value(v))
	}
	for _, entry := range done.Log {
		if entry, ok := s.entry(entry); ok {
			if entry.Cond == nil {
				entry.Cond = e.guard()
			}
			to.Obj.Put(entry)
		}
	}
}

// instantiate takes over the requests, registrations and dynamic calls of f
// that are still open in its parameters.
func (e *eval) instantiate(f *Func, sum *Summary, s *subst, recv *Value, x *ast.CallExpr) {
	known := identified(recv)
	for _, in := range sum.Sends {
		if !in.open(f, known) {
			continue
		}
		conds, ok := s.conds(in.Conds)
		if !ok {
			continue
		}
		out := s.send(in)
		out.Conds = append(e.tellingConds(), conds...)
		out.Inner = in
		out.Node = e.node
		out.Scope = e.texts()
		out.Frames = append([]Frame{{In: e.fn, Call: x, To: f.Name.Name, Ctx: e.ctxArg(x)}}, in.Frames...)
		e.addSend(out)
	}
	for _, r := range sum.Regs {
		if r.open(f) {
			c := *r
			c.Pattern, c.Fn, c.Child = s.value(r.Pattern), s.value(r.Fn), s.value(r.Child)
			if r.Router != nil {
				if v := s.object(&Value{Op: Obj, Obj: r.Router, Type: r.Router.Type}); v.Op == Obj {
					c.Router = v.Obj
				}
			}
			if r.forwarded(f) {
				c.In, c.At = e.node, spanOf(x)
			}
			e.register(&c)
		}
	}
	for _, d := range sum.Dyn {
		e.dynamic(d, s, x)
	}
}

// dynamic calls a function value that was a parameter of the callee.
func (e *eval) dynamic(d DynCall, s *subst, x *ast.CallExpr) {
	fn := Lower(s.value(d.Fn))
	args, _ := s.args(d.Args)
	if fn.Op == FuncVal || fn.Op == If || fn.Op == Join {
		if Lower(d.Fn).Op == FuncVal {
			return
		}
		e.apply(fn, args, x)
		return
	}
	if fn.Op == Param && fn.Fn == e.fn {
		e.sum.Dyn = append(e.sum.Dyn, DynCall{From: e.node, Fn: fn, Args: args, At: d.At})
	}
}

// identified reports whether a receiver is known as an object of its own, so
// that what its methods send can differ from object to object.
func identified(recv *Value) bool {
	return recv != nil && recv.Op == Obj && (recv.Obj.Base == nil || recv.Obj.Copy || recv.Obj.touched())
}

func (e *eval) addSend(s *Send) {
	if len(e.sum.Sends) >= maxSends {
		e.sum.More = true
		return
	}
	e.sum.Sends = append(e.sum.Sends, s)
}

// tellingConds returns the conditions here that a caller may know.
func (e *eval) tellingConds() []Cond {
	var out []Cond
	for _, c := range e.conds {
		if telling(c.Val, 0) {
			out = append(out, c)
		}
	}
	return out
}

// texts returns the local variables that hold texts, in source order.
func (e *eval) texts() []*Value {
	var objs []types.Object
	for obj, v := range e.vars {
		if isText(obj.Type()) && v != nil && v.Op != Const {
			objs = append(objs, obj)
		}
	}
	sort.Slice(objs, func(i, j int) bool { return objs[i].Pos() < objs[j].Pos() })
	var out []*Value
	for _, obj := range objs {
		out = append(out, e.vars[obj].At(rest.Span{Pos: obj.Pos(), End: obj.Pos() + token.Pos(len(obj.Name()))}, rest.PartElsewhere, obj.Name()))
	}
	return out
}

// ctxArg returns the context argument of a call.
func (e *eval) ctxArg(x *ast.CallExpr) ast.Expr {
	if x == nil {
		return nil
	}
	for _, a := range x.Args {
		if isContext(e.info.TypeOf(a)) {
			return a
		}
	}
	return nil
}

// Send puts a request on the wire and returns the answer.
func (c *Call) Send(s *Send) *Value {
	e := c.e
	w := e.w
	s.Method, s.URL, s.Query, s.Body = w.freeze(s.Method), w.freeze(s.URL), w.freeze(s.Query), w.freeze(s.Body)
	s.Client, s.Ctx = w.freeze(s.Client), w.freeze(s.Ctx)
	if s.Header != nil {
		if v := w.freeze(&Value{Op: Obj, Obj: s.Header, Type: s.Header.Type}); v.Op == Obj {
			s.Header = v.Obj
		}
	}
	s.Conds = e.tellingConds()
	s.Node = e.node
	s.Scope = e.texts()
	s.Frames = []Frame{{In: e.fn, Call: c.Expr, To: c.Name, Ctx: e.ctxArg(c.Expr)}}
	e.addSend(s)
	return &Value{Op: Response, Send: s, Src: c.Span(), Type: c.Type(0)}
}

// open reports whether a request still depends on the parameters of f; on its
// receiver only if that is known as an object of its own.
func (s *Send) open(f *Func, recv bool) bool {
	m := &mention{f: f, recv: recv, seen: map[*Object]bool{}}
	return m.send(s, 0)
}

// send looks in a request.
func (m *mention) send(s *Send, depth int) bool {
	for _, v := range []*Value{s.Method, s.URL, s.Query, s.Body, s.Client} {
		if m.in(v, depth) {
			return true
		}
	}
	if s.Header != nil && m.object(s.Header, depth) {
		return true
	}
	for _, c := range s.Conds {
		if m.in(c.Val, depth) {
			return true
		}
	}
	return false
}

// Open reports whether a request still depends on the parameters of the
// function that sends it.
func (s *Send) Open(f *Func) bool { return s.open(f, false) }

// open reports whether a registration still depends on the parameters of f.
func (r *Reg) open(f *Func) bool {
	m := &mention{f: f, seen: map[*Object]bool{}}
	return r.forwarded(f) || m.inFunc(r.Fn, 0) || m.in(r.Child, 0) || r.Router != nil && m.object(r.Router, 0)
}

// forwarded reports whether f registers what its caller hands it: the router of
// a program's own making.
func (r *Reg) forwarded(f *Func) bool {
	m := &mention{f: f, seen: map[*Object]bool{}}
	return m.in(r.Pattern, 0) || r.Fn != nil && r.Fn.Op != FuncVal && m.in(r.Fn, 0)
}

// Forwarded reports whether the callers of f know more about a registration
// than f does.
func (r *Reg) Forwarded(f *Func) bool { return r.forwarded(f) }

// A mention looks for parameters of a function in values.
type mention struct {
	f    *Func
	recv bool
	seen map[*Object]bool
	n    int
}

func (m *mention) in(v *Value, depth int) bool {
	m.n++
	if v == nil || depth > 12 || m.n > 3000 {
		return false
	}
	switch v.Op {
	case Param:
		for f := m.f; f != nil; f = f.Parent {
			if v.Fn == f {
				return v.Num >= 0 || m.recv
			}
		}
		return false
	case Obj:
		return m.object(v.Obj, depth)
	case Secret:
		if v.Cred == nil {
			return false
		}
		for _, s := range v.Cred.Scopes {
			if m.in(s, depth+1) {
				return true
			}
		}
		return m.in(v.Cred.TokenURL, depth+1)
	case Response:
		return m.send(v.Send, depth+1)
	case FuncVal:
		return m.inFunc(v, depth)
	}
	for _, a := range v.Args {
		if m.in(a, depth+1) {
			return true
		}
	}
	return v.Cond != nil && m.in(v.Cond.Val, depth+1)
}

// inFunc looks in a function value; its receiver counts like any value.
func (m *mention) inFunc(v *Value, depth int) bool {
	if v == nil {
		return false
	}
	if v.Op != FuncVal {
		return m.in(v, depth)
	}
	for _, a := range v.Args {
		if m.in(a, depth+1) {
			return true
		}
	}
	if v.Fn != nil && v.Fn.Parent != nil && len(v.Bind) == 0 {
		for f := v.Fn.Parent; f != nil; f = f.Parent {
			if f == m.f && m.f.hasParams() {
				return true
			}
		}
	}
	return false
}

func (f *Func) hasParams() bool { return f.Sig != nil && f.Sig.Params().Len() > 0 }

func (m *mention) object(o *Object, depth int) bool {
	if m.seen[o] {
		return false
	}
	m.seen[o] = true
	if o.Base != nil && m.in(o.Base, depth+1) {
		return true
	}
	for _, name := range o.Order {
		if m.in(o.Field[name], depth+1) {
			return true
		}
	}
	for _, entry := range o.Log {
		if m.in(entry.Key, depth+1) || m.in(entry.Val, depth+1) {
			return true
		}
	}
	return false
}

// register notes a function handed to a framework.
func (e *eval) register(r *Reg) {
	if len(e.sum.Regs) < maxSends {
		e.sum.Regs = append(e.sum.Regs, r)
	}
}
