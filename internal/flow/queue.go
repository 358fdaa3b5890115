package flow

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

func (fw *framework) pull(p trigger.Pull) {
	if p.Func != "" {
		fw.pulls[p.Func] = p.Kind
	}
	if p.Takes != "" {
		fw.takes[p.Takes] = p.Kind
		fw.short[baseOf(p.Takes)] = true
	}
}

func (fw *framework) enqueue(q trigger.Enqueue) {
	if q.Func != "" {
		fw.enqueues[q.Func] = q
	}
	if q.Takes != "" {
		fw.gives[q.Takes] = true
		fw.short[baseOf(q.Takes)] = true
	}
	if q.Sent != "" {
		fw.sent[q.Sent] = true
	}
}

// message returns the index of the parameter whose type says that a function
// takes or hands over messages, and that type; -1 if none does.
func (fw *framework) message(sig *types.Signature) (int, string) {
	for i := range sig.Params().Len() {
		t := types.Unalias(sig.Params().At(i).Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if n, ok := t.(*types.Named); ok && fw.short[n.Obj().Name()] {
			return i, typeName(n)
		}
	}
	return -1, ""
}

// handOver notes a call that hands work to a consumer.
func (e *eval) handOver(c *Call) {
	note := func(topic *Value) {
		if topic != nil {
			e.register(&Reg{Kind: rest.Event, Trigger: c.Name, Pattern: topic, In: e.node, At: c.Span(), Enqueue: true})
		}
	}
	q, ok := e.w.frame.enqueues[c.Name]
	switch {
	case ok && q.Topic == trigger.All:
		note(c.Recv)
		for _, a := range c.Args {
			note(a)
		}
	case ok && q.Topic == trigger.Receiver:
		note(c.Recv)
	case ok:
		note(c.Arg(q.Topic))
	default:
		if i, name := e.w.frame.message(c.Fn.Signature()); e.w.frame.gives[name] {
			note(c.Arg(i))
		}
	}
}

// send evaluates ch <- v: who receives it goes on with it.
func (e *eval) send(s *ast.SendStmt) {
	ch, v := Lower(e.expr(s.Chan)), e.expr(s.Value)
	if e.w.frame.sent[typeName(e.info.TypeOf(s.Value))] {
		e.register(&Reg{Kind: rest.Event, Trigger: "a channel of " + typeName(e.info.TypeOf(s.Value)), Pattern: v, In: e.node, At: span(s), Enqueue: true})
	}
	if ch == nil {
		return
	}
	if ch.Var != nil {
		remember(e.w.inside, ch.Var, v)
	}
	e.sum.Chans = append(e.sum.Chans, ChanUse{In: e.node, Chan: ch, Val: v, At: span(s)})
}

// A ChanUse is a place where something is sent to a channel, or where a loop
// receives from one.
type ChanUse struct {
	In   *Func
	Chan *Value
	Val  *Value // what is sent; nil where it is received
	At   rest.Span
}

// receives notes a loop that receives from a channel.
func (e *eval) receives(ch *Value, at ast.Node) {
	if ch = Lower(ch); ch != nil {
		e.sum.Chans = append(e.sum.Chans, ChanUse{In: e.node, Chan: ch, At: span(at)})
	}
}

// taken returns for whom a call runs what follows it in a loop, and by which
// function. A function of the world that takes a message is followed.
func (e *eval) taken(call *ast.CallExpr, depth int) (rest.Kind, string, *ast.CallExpr) {
	return e.w.taken(e.info, call, depth)
}

func (w *World) taken(info *types.Info, call *ast.CallExpr, depth int) (rest.Kind, string, *ast.CallExpr) {
	fn := calledFunc(info, call)
	if fn == nil {
		return rest.Unknown, "", nil
	}
	if p := w.pull(fn); p.kind != rest.Unknown {
		return p.kind, p.name, call
	}
	f := w.funcs[fn.Origin()]
	if f == nil || depth == 0 || !w.mayTake(fn.Pkg()) {
		return rest.Unknown, "", nil
	}
	kind, why := rest.Unknown, ""
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if kind == rest.Unknown {
				if k, by, _ := w.taken(f.Pkg.Info, n, depth-1); k == rest.Event {
					kind, why = k, by
				}
			}
		}
		return kind == rest.Unknown
	})
	return kind, why, nil
}

// A pull is for whom code runs that calls a function of a library: one that waits
// for a message.
type pull struct {
	kind rest.Kind
	name string
}

func (w *World) pull(fn *types.Func) pull {
	p, ok := w.pulls[fn]
	if ok {
		return p
	}
	p.name = FuncName(fn)
	p.kind = w.frame.pulls[p.name]
	if p.kind == rest.Unknown {
		_, t := w.frame.message(fn.Signature())
		p.kind = w.frame.takes[t]
	}
	w.pulls[fn] = p
	return p
}

// mayTake reports whether a package, or one that it imports, is a client of a
// queue, so that it is worth to look into its functions.
func (w *World) mayTake(p *types.Package) bool {
	if got, ok := w.takers[p]; ok {
		return got
	}
	w.takers[p] = false
	found := false
	for name, k := range w.frame.pulls {
		found = found || k == rest.Event && strings.HasPrefix(name, p.Path()+".")
	}
	for _, imp := range p.Imports() {
		found = found || w.mayTake(imp)
	}
	w.takers[p] = found
	return found
}

// queue returns what says which queue a call takes messages from: its receiver
// and its arguments.
func (e *eval) queue(call *ast.CallExpr) []*Value {
	if call == nil {
		return nil
	}
	var out []*Value
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if _, method := e.info.Selections[sel]; method {
			out = append(out, e.quiet(sel.X))
		}
	}
	for _, a := range call.Args {
		out = append(out, e.quiet(a))
	}
	return out
}
