package flow

import (
	"go/types"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

// A framework is what the triggers say, ready for look-up.
type framework struct {
	regs     map[string]trigger.Reg
	routers  map[string]trigger.Router
	pulls    map[string]rest.Kind
	fields   map[string]trigger.Field
	payloads map[string]rest.Subject
	enqueues map[string]trigger.Enqueue
	types    map[string]bool // types that functions are registered on
	checks   map[string]bool // functions that return what they read along with an error
	services []trigger.Service
	nexts    map[string]bool // functions that let a chain go on
	ends     map[string]bool // … and that end it
	changes  map[string]bool // functions that give a request other parameters
	falls    map[string]bool // types of what a chain is run with that goes on by itself
	shapes   []trigger.Shape

	takes map[string]rest.Kind // messages come from functions with a parameter of this type
	gives map[string]bool      // functions with a parameter of this type hand work over
	sent  map[string]bool      // values of this type, sent to a channel, are work
	short map[string]bool      // the last parts of the keys of takes and gives
}

func newFramework(list []*trigger.Trigger) framework {
	fw := framework{
		regs: map[string]trigger.Reg{}, routers: map[string]trigger.Router{},
		pulls: map[string]rest.Kind{}, fields: map[string]trigger.Field{},
		payloads: map[string]rest.Subject{}, enqueues: map[string]trigger.Enqueue{}, types: map[string]bool{}, checks: map[string]bool{},
		nexts: map[string]bool{}, ends: map[string]bool{}, changes: map[string]bool{}, falls: map[string]bool{},
		takes: map[string]rest.Kind{}, gives: map[string]bool{}, sent: map[string]bool{}, short: map[string]bool{},
	}
	for _, t := range list {
		for _, r := range t.Regs {
			fw.regs[r.Func] = r
		}
		for _, r := range t.Routers {
			fw.routers[r.Func] = r
		}
		for _, name := range t.RouterTypes {
			fw.types[name] = true
		}
		for _, p := range t.Pulls {
			fw.pull(p)
		}
		for _, f := range t.Fields {
			for _, name := range f.Names {
				fw.fields[f.Type+"."+name] = f
			}
		}
		for _, p := range t.Payloads {
			if len(p.Fields) == 0 {
				fw.payloads[p.Type] = p.Subject
			}
		}
		for _, s := range t.Sources {
			fw.checks[s.Func] = s.Fails
		}
		for _, q := range t.Enqueues {
			fw.enqueue(q)
		}
		for _, c := range t.Chains {
			fw.chain(c)
		}
		fw.shapes = append(fw.shapes, t.Shapes...)
		fw.services = append(fw.services, t.Services...)
	}
	return fw
}

// shape says for whom a function of type t runs by its parameters alone.
func (fw *framework) shape(t types.Type) (rest.Kind, bool) {
	sig, ok := t.(*types.Signature)
	if !ok {
		if t == nil {
			return rest.Unknown, false
		}
		if sig, ok = t.Underlying().(*types.Signature); !ok {
			return rest.Unknown, false
		}
	}
	for _, s := range fw.shapes {
		if len(s.Params) != sig.Params().Len() {
			continue
		}
		match := true
		for i, name := range s.Params {
			if typeName(sig.Params().At(i).Type()) != name {
				match = false
			}
		}
		if match {
			return s.Kind, true
		}
	}
	return rest.Unknown, false
}

// Shape says for whom f runs by its parameters alone.
func (w *World) Shape(f *Func) (rest.Kind, bool) {
	if f.Sig == nil {
		return rest.Unknown, false
	}
	return w.frame.shape(f.Sig)
}

// Names of the pseudo fields that routers carry.
const (
	routerParent = "m2me.parent"
	routerPrefix = "m2me.prefix"
	tableAround  = "m2me.around" // of a table of routes
)

// trigger carries out a call that tells a framework what to run.
func (e *eval) trigger(c *Call) ([]*Value, bool) {
	if r, ok := e.w.frame.regs[c.Name]; ok {
		c.Args = e.unpacked(c)
		if r.Row != "" {
			e.table(c, r)
		} else {
			e.registration(c, r)
		}
		return e.routerResults(c), true
	}
	if r, ok := e.w.frame.routers[c.Name]; ok {
		c.Args = e.unpacked(c)
		return e.routing(c, r), true
	}
	e.service(c)
	e.handOver(c)
	return nil, false
}

// routerResults returns the results of a registration: the router again, where
// calls go on in a chain, or something else, or nothing.
func (e *eval) routerResults(c *Call) []*Value {
	n := c.Fn.Signature().Results().Len()
	out := make([]*Value, max(n, 1))
	for i := range out {
		out[i] = c.Opaque(i)
	}
	if c.Recv != nil && c.Recv.Op == Obj && again(c.Recv.Obj, c.Type(0)) {
		out[0] = c.Recv
	}
	return out
}

// again reports whether a result of type t is the router that the method was
// called on: of its type, or of an interface that it implements.
func again(router *Object, t types.Type) bool {
	if t == nil || router.Type == nil {
		return false
	}
	if iface, ok := t.Underlying().(*types.Interface); ok {
		return iface.NumMethods() > 0 && types.Implements(router.Type, iface)
	}
	return typeName(t) == router.Kind
}

func (e *eval) registration(c *Call, r trigger.Reg) {
	reg := Reg{Kind: r.Kind, Trigger: c.Name, Session: r.Session, Method: r.Method, Pattern: c.Arg(r.Pattern), In: e.node, At: c.Span(), call: c.Expr}
	if r.Method == "arg" {
		reg.Method, _ = c.Arg(0).ConstText()
	}
	if r.Field != "" && reg.Pattern != nil {
		reg.Pattern = reg.Pattern.part(r.Field)
	}
	if on := c.on(r.On); on != nil && on.Op == Obj {
		reg.Router = on.Obj
	}
	if r.Kind == rest.Event {
		reg.On = c.Recv
	}
	for i, a := range c.Args {
		if r.Fn == trigger.All && runs(a, r) && i != r.Pattern || i == r.Fn {
			one := reg
			one.Fn = a
			e.register(&one)
		}
	}
}

// runs reports whether an argument is one of the functions that a registration
// takes, or a value with methods where those run.
func runs(a *Value, r trigger.Reg) bool {
	return a.Op == FuncVal || isFunc(a.Type) || a.Op == Obj && len(r.Methods) > 0
}

// on returns the router of a call: the receiver, or the argument that n counts
// from 1.
func (c *Call) on(n int) *Value {
	if n == 0 {
		return c.Recv
	}
	return Lower(c.Arg(n - 1))
}

// part returns field name of a value that is an object, else nil.
func (v *Value) part(name string) *Value {
	if v = Lower(v); v == nil || v.Op != Obj {
		return nil
	}
	return v.Obj.Get(name)
}

func (e *eval) routing(c *Call, r trigger.Router) []*Value {
	if r.Embedded != "" && c.Recv != nil {
		c.Recv = e.embedded(c, r.Embedded)
	}
	switch r.Form {
	case trigger.SubRouter:
		child := e.subRouter(c, r)
		for i, a := range c.Args {
			if i != r.Pattern && i != r.On-1 { // middleware of the group
				child.Obj.Put(Entry{Op: "use", Val: a})
			}
		}
		return e.padded([]*Value{child}, c)
	case trigger.With:
		child := e.subRouter(c, r)
		for _, a := range c.Args {
			child.Obj.Put(Entry{Op: "use", Val: a})
		}
		return e.padded([]*Value{child}, c)
	case trigger.RouteFunc:
		child := e.subRouter(c, r)
		e.apply(c.Arg(r.Fn), []*Value{child}, c.Expr)
		return e.padded([]*Value{child}, c)
	case trigger.Prefixed:
		if c.Recv != nil && c.Recv.Op == Obj {
			c.Recv.Obj.Set(routerPrefix, c.Arg(r.Pattern))
			return e.padded([]*Value{c.Recv}, c)
		}
	case trigger.Around:
		return e.padded([]*Value{c.Arg(r.Fn)}, c)
	case trigger.Table:
		return e.padded([]*Value{e.rowsAround(c, r)}, c)
	case trigger.Mount:
		reg := &Reg{Kind: rest.ByUser, Trigger: c.Name, Pattern: c.Arg(r.Pattern), Child: c.Arg(r.Fn), In: e.node, At: c.Span()}
		if c.Recv != nil && c.Recv.Op == Obj {
			reg.Router = c.Recv.Obj
		}
		e.register(reg)
	case trigger.Middleware:
		e.puts(c)
	}
	return e.routerResults(c)
}

// embedded returns an embedded field of the receiver of a call.
func (e *eval) embedded(c *Call, name string) *Value {
	obj, _, _ := types.LookupFieldOrMethod(c.Fn.Signature().Recv().Type(), true, c.Fn.Pkg(), name)
	fv, ok := obj.(*types.Var)
	if !ok {
		return c.Recv
	}
	return e.w.field(c.Recv, name, fv, fv.Type())
}

// subRouter makes the router that a routing call returns or hands on.
func (e *eval) subRouter(c *Call, r trigger.Router) *Value {
	child := NewObject(TypeName(c.Type(0)), c.Type(0), c.Span())
	if on := c.on(r.On); on != nil {
		child.Obj.Set(routerParent, on)
	}
	if p := c.Arg(r.Pattern); p != nil {
		child.Obj.Set(routerPrefix, p)
	}
	return child
}

// Router returns the router that o was made from and the prefix it adds, and
// the middleware put on it.
func (o *Object) Router() (parent, prefix *Value, use []*Value) {
	for _, e := range o.Log {
		if e.Op == "use" {
			use = append(use, e.Val)
		}
	}
	return o.Field[routerParent], o.Field[routerPrefix], use
}

// Open reports whether a registration still depends on the parameters of the
// function f that makes it, so that the callers of f know more.
func (r *Reg) Open(f *Func) bool { return r.open(f) }
