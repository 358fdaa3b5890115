package flow

import (
	"errors"
	"go/types"
)

// errTooBig says that a summary is over the budget of a fact.
var errTooBig = errors.New("the summary is too big for a fact")

// maxWire bounds the values of one fact.
const maxWire = 600

// An encoder numbers values.
type encoder struct {
	w     *World
	f     *Func
	out   *Wire
	vals  map[*Value]int
	objs  map[*Object]int
	sends map[*Send]int
	funcs map[*Func]int // as a WireNode's Of
	types map[string]int
	plain bool // function values are left out
	said  func(Frame) Said
	err   error
}

// Encode returns what callers in other packages need to know about f, nil if that
// is nothing; the error is that it is too much. said tells what directives say
// about a frame.
func (w *World) Encode(f *Func, said func(Frame) Said) (*Wire, error) {
	if f.sum == nil {
		return nil, nil
	}
	wire, err := w.encode(f, false, said)
	if err != nil { // without what is rarely called from outside
		wire, err = w.encode(f, true, said)
	}
	return wire, err
}

// encode returns the wire of a function; plain leaves function values out.
func (w *World) encode(f *Func, plain bool, said func(Frame) Said) (*Wire, error) {
	e := &encoder{w: w, f: f, out: &Wire{}, plain: plain, said: said,
		vals: map[*Value]int{}, objs: map[*Object]int{}, sends: map[*Send]int{}, funcs: map[*Func]int{f: 1}, types: map[string]int{}}
	sum, telling := e.summary(f)
	if e.err != nil || !telling {
		return nil, e.err
	}
	e.out.WireSummary = sum
	return e.out, nil
}

// summary encodes what calling f does; telling is false if that is nothing a
// caller has to know.
func (e *encoder) summary(f *Func) (out WireSummary, telling bool) {
	for _, s := range f.sum.Sends {
		if s.open(f, true) && len(out.Out) < 32 {
			out.Out = append(out.Out, e.send(s))
		}
	}
	telling = len(out.Out) > 0
	for _, r := range f.sum.Results {
		out.Results = append(out.Results, e.value(r, 0))
		telling = telling || carries(r, 0)
	}
	for _, p := range f.sum.Params {
		n := 0
		if p != nil && p.Op == Obj && p.Obj.touched() {
			n, telling = e.value(p, 0), true
		}
		out.Params = append(out.Params, n)
	}
	out.Equal, out.Always = e.equalities(f.sum.Equal), e.equalities(f.sum.Always)
	out.Never, out.Ends = f.sum.Never, f.sum.Ends
	telling = telling || len(out.Equal)+len(out.Always) > 0 || out.Never || out.Ends
	if e.plain {
		return out, telling
	}
	if g := f.sum.Gate; g != nil {
		out.Gate = e.gate(g)
		telling = true
	}
	for _, d := range f.sum.Dyn {
		if e.callable(d.Fn) && len(out.Dyn) < maxDyn {
			out.Dyn, telling = append(out.Dyn, e.dyn(d)), true
		}
	}
	for _, r := range f.sum.Regs {
		if (r.forwarded(f) || r.awaiting(f)) && len(out.Regs) < maxDyn {
			out.Regs, telling = append(out.Regs, e.reg(r)), true
		}
	}
	return out, telling
}

// carries reports whether a result is worth a fact: it is more than a constant.
func carries(v *Value, depth int) bool {
	if v == nil || depth > 6 {
		return false
	}
	switch v.Op {
	case Const, Nil, Unknown:
		return false
	case Result:
		for _, a := range v.Args {
			if carries(a, depth+1) {
				return true
			}
		}
		return v.Text == "context.Context.Value"
	}
	return true
}

func (e *encoder) value(v *Value, depth int) int {
	if v == nil || e.err != nil {
		return 0
	}
	if n, ok := e.vals[v]; ok {
		return n
	}
	if len(e.out.Nodes) >= maxWire || depth > 60 {
		e.err = errTooBig
		return 0
	}
	if v.Op == Obj {
		if n, ok := e.objs[v.Obj]; ok {
			return n
		}
	}
	node := &WireNode{Op: v.Op, Text: v.Text, Num: v.Num, Type: e.typ(v.Type), Hole: v.Hole, Ref: v.Ref}
	e.out.Nodes = append(e.out.Nodes, node)
	n := len(e.out.Nodes)
	e.vals[v] = n
	if v.Op == Obj {
		e.objs[v.Obj] = n
	}
	switch v.Op {
	case Param:
		node.Of = e.funcs[v.Fn]
		if node.Of == 0 {
			node.Op, node.Text = Unknown, "a parameter of "+v.Fn.Name.Name
		}
	case Global:
		if v.Var.Pkg() != nil {
			node.Text = v.Var.Pkg().Path() + "." + v.Var.Name()
		}
	case FuncVal:
		e.function(v, node, depth)
	case Obj:
		if node.Type == 0 {
			node.Type = e.typ(v.Obj.Type)
		}
		node.Obj = &WireObject{}
		e.object(v.Obj, node.Obj, depth)
	case Secret:
		if v.Cred != nil {
			node.Cred = e.cred(v.Cred, depth)
		}
	case Response:
		node.Of = e.send(v.Send)
	}
	if node.Op != Unknown {
		for _, a := range v.Args {
			node.Args = append(node.Args, e.value(a, depth+1))
		}
	}
	if v.Op == Result && v.Text == ctxValue && len(v.Args) == 2 {
		node.Args = append(node.Args, e.kept(v.Args[1], depth)...)
	}
	if v.Cond != nil {
		node.Cond, node.Neg = e.value(v.Cond.Val, depth+1), v.Cond.Neg
	}
	return n
}

// ctxValue is the name of what looks a key up in a context. Its arguments are the
// context and the key; out of a fact, what the other package puts there follows.
const ctxValue = "context.Context.Value"

// foreignFunc is why a function value out of a fact is unknown.
const foreignFunc = "a function value of another package"

// maxKept bounds the values of one key in a fact.
const maxKept = 4

// kept returns what the package puts into contexts under a key: who reads it
// elsewhere cannot see that.
func (e *encoder) kept(key *Value, depth int) []int {
	var out []int
	for _, v := range e.w.ctx[KeyID(key)] {
		if len(out) < maxKept {
			out = append(out, e.value(e.w.Resolve(v), depth+1))
		}
	}
	return out
}

// typ returns the number of a type, none for one that cannot be said.
func (e *encoder) typ(t types.Type) int {
	name := wireType(t)
	if name == "" {
		return 0
	}
	n := e.types[name]
	if n == 0 {
		e.out.Types = append(e.out.Types, name)
		n = len(e.out.Types)
		e.types[name] = n
	}
	return n
}

func (e *encoder) object(o *Object, out *WireObject, depth int) {
	out.Kind, out.Base = o.Kind, e.value(o.Base, depth+1)
	for _, name := range o.Order {
		f := o.Field[name]
		if f.Op == Obj && f.Obj.up == o && !f.Obj.touched() {
			continue // only looked at
		}
		out.Names = append(out.Names, name)
		out.Fields = append(out.Fields, e.value(f, depth+1))
	}
	for _, entry := range o.Log {
		we := WireEntry{Op: entry.Op, Key: e.value(entry.Key, depth+1), Val: e.value(entry.Val, depth+1)}
		if entry.Cond != nil {
			we.Cond, we.Neg = e.value(entry.Cond.Val, depth+1), entry.Cond.Neg
		}
		out.Log = append(out.Log, we)
	}
}

func (e *encoder) cred(c *Cred, depth int) *WireCred {
	out := &WireCred{Grant: c.Grant, Why: c.Why, TokenURL: e.value(c.TokenURL, depth+1), Account: e.value(c.Account, depth+1)}
	for _, s := range c.Scopes {
		out.Scopes = append(out.Scopes, e.value(s, depth+1))
	}
	return out
}

func (e *encoder) send(s *Send) int {
	if n, ok := e.sends[s]; ok {
		return n
	}
	e.out.Sends = append(e.out.Sends, WireSend{})
	n := len(e.out.Sends)
	e.sends[s] = n
	ws := WireSend{Lib: s.Lib, ClientText: s.ClientText, Default: s.Default,
		Method: e.value(s.Method, 1), URL: e.value(s.URL, 1), Query: e.value(s.Query, 1),
		Body: e.value(s.Body, 1), Client: e.value(s.Client, 1), Ctx: e.value(s.Ctx, 1)}
	if s.Header != nil {
		ws.Header = e.value(&Value{Op: Obj, Obj: s.Header, Type: s.Header.Type}, 1)
	}
	for _, c := range s.Conds {
		ws.Conds, ws.Negs = append(ws.Conds, e.value(c.Val, 1)), append(ws.Negs, c.Neg)
	}
	ws.Equal = e.equalities(s.Equal)
	for _, fr := range s.Frames {
		wf := WireFrame{In: fr.In.Name, To: fr.To, At: fr.At, Said: fr.Said}
		if fr.Call != nil {
			wf.Said = e.said(fr)
			wf.At = e.w.Where(span(fr.Call), fr.In.Name.Pkg)
		}
		ws.Frames = append(ws.Frames, wf)
	}
	e.out.Sends[n-1] = ws
	return n
}
