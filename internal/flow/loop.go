package flow

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

func (e *eval) forStmt(s *ast.ForStmt) {
	if s.Init != nil {
		e.statement(s.Init)
	}
	if s.Cond != nil {
		e.expr(s.Cond)
	}
	e.loopBody(s.Body, nil, func() {
		if s.Post != nil {
			e.statement(s.Post)
		}
	})
}

// loopBody evaluates the body of a loop once; runs is the condition under which
// it is entered, if there is one. Code that waits for a timer or
// takes a message in the loop makes what follows run for somebody else.
func (e *eval) loopBody(body *ast.BlockStmt, runs *Cond, post func()) {
	before := e.snapshot()
	node, equal, ended := e.node, e.equal, e.ended
	e.loop++
	if kind, why, call := e.pacing(body); kind != rest.Unknown {
		queue := e.queue(call)
		e.enter(e.part(body, kind, why))
		e.node.Queue = queue
	}
	e.block(body.List)
	e.dead, e.broke = false, false
	post()
	e.equal, e.ended = equal, ended
	e.loop--
	e.node = node
	after := e.vars
	if known, holds := runs.known(); known && holds {
		return
	}
	e.vars = before
	e.merge(runs, after)
}

// enter continues the evaluation as part f.
func (e *eval) enter(f *Func) { e.node = f }

// part makes the function node for a piece of the body that runs for somebody
// else than the function: the body of a ticker loop.
func (e *eval) part(n ast.Node, kind rest.Kind, why string) *Func {
	f := e.w.number(&Func{Parent: e.fn, Pkg: e.fn.Pkg, Name: e.fn.Name, Kind: kind, Why: why, Span: span(n), sum: &Summary{}})
	e.w.all = append(e.w.all, f)
	return f
}

// pacing says for whom the body of an endless loop runs: it sleeps, or it takes
// messages.
func (e *eval) pacing(body *ast.BlockStmt) (kind rest.Kind, why string, call *ast.CallExpr) {
	for _, s := range body.List {
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				if kind == rest.Unknown {
					kind, why, call = e.taken(n, 3)
				}
			}
			return true
		})
	}
	return kind, why, call
}

func (e *eval) rangeStmt(s *ast.RangeStmt) {
	over := e.expr(s.X)
	t := e.info.TypeOf(s.X)
	node := e.node
	var elem, key *Value
	if isChan(t) {
		e.receives(over, s)
	}
	if kind, why, ok := e.channel(over, t); ok {
		e.enter(e.part(s.Body, kind, why))
		e.node.Queue = []*Value{over}
	}
	elem, key = e.element(over, t, s)
	if s.Key != nil {
		if isChan(t) || isFunc(t) && s.Value == nil {
			e.store(s.Key, elem)
		} else {
			e.store(s.Key, key)
		}
	}
	if s.Value != nil {
		e.store(s.Value, elem)
	}
	e.loopBody(s.Body, someOf(over), func() {})
	e.node = node
}

// ranges is the question whether a loop over its argument runs at all.
const ranges = "range"

// someOf is the condition that a map or slice has elements.
func someOf(over *Value) *Cond {
	return &Cond{Val: &Value{Op: Result, Text: ranges, Args: []*Value{Lower(over)}}}
}

// nonEmpty decides that question.
func nonEmpty(over *Value) *Value {
	switch {
	case over == nil:
	case over.Op == Nil:
		return NewConst("false")
	case over.Op == Obj && over.Obj.Base == nil && over.Obj.Field[Filled] == nil:
		for _, e := range over.Obj.Log {
			if e.Cond == nil && e.Op != "spread" && e.Op != "del" {
				return NewConst("true")
			}
		}
	}
	return nil
}

// element returns what a range loop over a value yields.
func (e *eval) element(over *Value, t types.Type, s *ast.RangeStmt) (elem, key *Value) {
	et := e.info.TypeOf(valueOr(s.Value, s.Key))
	low := Lower(over)
	elem = e.w.lift(&Value{Op: Elem, Args: []*Value{low}, Type: et, Src: span(s.X)}, et)
	key = &Value{Op: Elem, Text: "key", Args: []*Value{low}, Src: span(s.X)}
	if t == nil {
		return elem, key
	}
	if only := single(low); only != nil {
		if _, ok := t.Underlying().(*types.Map); ok {
			return only.Val, only.Key
		}
		elem = only.Val
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Pointer:
		key = unknown("an index of a loop")
	case *types.Basic:
		key = unknown("a counter of a loop")
	}
	return elem, key
}

// OfEmpty reports whether v is an element of a slice that was made in sight and
// holds nothing: options that a caller leaves out.
func OfEmpty(v *Value) bool {
	if v = Lower(v); v == nil || v.Op != Elem || len(v.Args) == 0 {
		return false
	}
	of := Lower(v.Args[0])
	return of != nil && of.Op == Obj && of.Obj.Kind == "slice" && of.Obj.Base == nil && len(of.Obj.Log) == 0
}

// single returns the entry of a map or slice that was made in sight with one,
// such as a parameter that was just parsed.
func single(v *Value) *Entry {
	if v == nil || v.Op != Obj || v.Obj.Base != nil || len(v.Obj.Log) != 1 || v.Obj.Log[0].Cond != nil {
		return nil
	}
	e := &v.Obj.Log[0]
	if e.Op == "spread" || e.Op == "del" || v.Obj.Type == nil && v.Obj.Kind != "slice" {
		return nil
	}
	if _, ok := e.Key.ConstText(); !ok {
		return nil
	}
	return e
}

func valueOr(a, b ast.Expr) ast.Expr {
	if a != nil {
		return a
	}
	if b != nil {
		return b
	}
	return &ast.BadExpr{}
}

// channel says for whom a loop over a channel runs, if the channel ticks or
// delivers messages of a framework.
func (e *eval) channel(over *Value, t types.Type) (rest.Kind, string, bool) {
	if !isChan(t) {
		return rest.Unknown, "", false
	}
	elem := t.Underlying().(*types.Chan).Elem()
	if low := Lower(over); typeName(elem) == "time.Time" && (low == nil || low.Op != Obj || low.Obj.Base != nil) {
		return rest.Scheduled, "ticker loop", true
	}
	if low := Lower(over); low != nil && low.Op == Result {
		if k, ok := e.w.frame.pulls[low.Text]; ok {
			return k, low.Text, true
		}
	}
	if k, ok := e.w.frame.payloads[typeName(elem)]; ok && k == rest.Job {
		return rest.Event, typeName(elem), true
	}
	return rest.Unknown, "", false
}

func isChan(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

func isFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
