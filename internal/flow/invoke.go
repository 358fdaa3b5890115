package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"github.com/m2me/m2me/internal/rest"
)

// maxSends bounds the requests kept for one function.
const maxSends = 600

// maxFrames bounds the calls on the way from a function to the wire. Deeper ones are
// types that wrap others of their own interface, one inside the other.
const maxFrames = 12

// maxLeft bounds the calls that are left to the callers of one function. Types that
// wrap others of their own interface, and the callbacks they are given, multiply them.
const maxLeft = 100

// maxLog bounds what callees put into one object: a callback that collects grows
// its list with every call of it.
const maxLog = 200

// maxInside bounds the calls of a function inside of its own: a chain of
// interceptors hands each a function that calls the next.
const maxInside = 3

// invoke calls a function whose body is at hand: its summary, with the
// arguments filled in, becomes part of the caller's.
func (e *eval) invoke(f *Func, bind Bind, recv *Value, args []*Value, x *ast.CallExpr) []*Value {
	e.sum.Calls = append(e.sum.Calls, Edge{From: e.node, To: f, At: spanOf(x)})
	if f != e.fn {
		e.w.called[f] = true
		e.w.anyones[f] = e.w.anyones[f] || !identified(recv)
	}
	e.remember(f, recv, args)
	sum := e.w.Summary(f)
	if sum == nil || e.w.invoking[f] >= maxInside {
		return e.unknownResults(x, unknown("recursion"))
	}
	e.w.invoking[f]++
	defer func() { e.w.invoking[f]-- }()
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
	e.pointedTo(sum, s, x)
	e.passedBy(f, sum, s, x)
	out := make([]*Value, len(sum.Results))
	for i, r := range sum.Results {
		out[i] = s.value(r)
	}
	e.vouched(sum, s, out)
	e.abroad(f, recv, args, out)
	if len(out) == 0 {
		out = []*Value{unknown("the function returns nothing")}
	}
	return out
}

// pointedTo lets the texts and numbers whose address is handed to a function hold what
// it may put there.
func (e *eval) pointedTo(sum *Summary, s *subst, x *ast.CallExpr) {
	for i, p := range sum.Params {
		if x == nil || i >= len(x.Args) {
			break
		}
		u, ok := ast.Unparen(x.Args[i]).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND || p == nil || p.Op != Obj || p.Obj.Field[Filled] == nil {
			continue
		}
		id, ok := ast.Unparen(u.X).(*ast.Ident)
		if !ok {
			continue
		}
		if _, basic := e.info.TypeOf(id).Underlying().(*types.Basic); basic {
			e.store(id, join(e.quiet(id), s.value(p.Obj.Field[Filled])))
		}
	}
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
		got := s.value(v)
		if e.guard(got) != nil { // else it is what it was before, which may be nil
			got = got.pointed(false)
		}
		to.Obj.Set(name, got)
		if name == Filled {
			e.w.decodedInto(to, got)
		}
	}
	for _, entry := range done.Log {
		if len(to.Obj.Log) >= maxLog {
			break
		}
		if entry, ok := s.entry(entry); ok {
			if entry.Cond == nil {
				entry.Cond = e.guard(entry.Val)
			}
			to.Obj.Put(entry)
		}
	}
}

// instantiate takes over the requests, registrations and dynamic calls of f
// that are still open in its parameters. Those of generated code are always
// taken over: they are found where people call it.
func (e *eval) instantiate(f *Func, sum *Summary, s *subst, recv *Value, x *ast.CallExpr) {
	for _, d := range sum.Dyn { // options come before what is read out of what they set
		e.dynamic(d, s, x)
	}
	known := identified(recv)
	for _, in := range sum.Sends {
		if e.full() {
			break
		}
		if len(in.Frames) >= maxFrames || !in.open(f, known) && !f.Generated {
			continue
		}
		conds, ok := s.conds(in.Conds)
		if !ok {
			continue
		}
		out := s.send(in)
		out.Conds = append(e.tellingConds(), conds...)
		out.Equal = append(e.told(), out.Equal...)
		out.Inner = in
		out.Node = e.node
		out.Scope = e.texts()
		out.Frames = append([]Frame{{In: e.fn, Call: x, To: f.Name.Name, Ctx: e.ctxArg(x)}}, in.Frames...)
		e.addSend(out)
	}
	for _, r := range sum.Regs {
		if r.open(f) || r.awaiting(f) {
			c := *r
			c.call = x
			c.Pattern, c.Fn, c.Child, c.On = s.value(r.Pattern), s.value(r.Fn), s.value(r.Child), s.value(r.On)
			if r.Router != nil {
				if v := s.object(&Value{Op: Obj, Obj: r.Router, Type: r.Router.Type}); v.Op == Obj {
					c.Router = v.Obj
				}
			}
			if r.forwarded(f) || r.awaiting(f) {
				c.In, c.At = e.node, spanOf(x)
			}
			e.register(&c)
		}
	}
}

// dynamic calls a function value that was a parameter of the callee.
func (e *eval) dynamic(d DynCall, s *subst, x *ast.CallExpr) {
	equal := e.equal
	e.equal = append(equal[:len(equal):len(equal)], s.equalities(d.Equal)...)
	defer func() { e.equal = equal }()
	args, _ := s.args(d.Args)
	if d.Method != "" {
		e.carryOut(d, s.value(d.Fn), args, x)
		return
	}
	fn := Lower(s.value(d.Fn))
	if fn.Op == FuncVal || fn.Op == If || fn.Op == Join || fn.Op == Elem && len(e.elements(fn)) > 0 {
		if Lower(d.Fn).Op == FuncVal {
			return
		}
		e.apply(fn, args, x)
		return
	}
	if e.known(fn) {
		e.leave(DynCall{From: e.node, Fn: fn, Args: args, At: d.At, Equal: e.told()})
	}
}

// leave leaves a call to the callers of the function, who may know what is called.
func (e *eval) leave(d DynCall) {
	if len(e.sum.Dyn) < maxLeft && !slices.ContainsFunc(e.sum.Dyn, d.same) {
		e.sum.Dyn = append(e.sum.Dyn, d)
	}
}

// known reports whether the callers of the function being evaluated may know a
// function value: it is a parameter, or an element of one.
func (e *eval) known(fn *Value) bool {
	return callersKnow(fn) && root(fn).Fn == e.fn
}

// identified reports whether a receiver is known as an object of its own, so
// that what its methods send can differ from object to object.
func identified(recv *Value) bool {
	return recv != nil && recv.Op == Obj && (recv.Obj.Base == nil || recv.Obj.Copy || recv.Obj.touched())
}

func (e *eval) addSend(s *Send) {
	if !e.full() {
		e.sum.Sends = append(e.sum.Sends, s)
	}
}

// full reports whether no more requests are kept for the function.
func (e *eval) full() bool { return len(e.sum.Sends) >= maxSends }

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
	s.Conds, s.Equal = e.tellingConds(), e.told()
	s.Node = e.node
	s.Scope = e.texts()
	s.Frames = []Frame{{In: e.fn, Call: c.Expr, To: c.Name, Ctx: e.ctxArg(c.Expr)}}
	e.addSend(s)
	return &Value{Op: Response, Send: s, Src: c.Span(), Type: c.Type(0)}
}
