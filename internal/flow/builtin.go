package flow

import (
	"go/ast"

	"github.com/m2me/m2me/internal/rest"
)

// builtin evaluates a call of a predeclared function.
func (e *eval) builtin(name string, x *ast.CallExpr) []*Value {
	var args []*Value
	for _, a := range x.Args {
		if tv, ok := e.info.Types[a]; ok && tv.IsType() {
			args = append(args, nil)
			continue
		}
		args = append(args, e.arg(a))
	}
	t := e.info.TypeOf(x)
	switch name {
	case "new", "make":
		if tv := e.info.Types[x.Args[0]]; name == "new" && tv.IsValue() {
			return []*Value{args[0].pointed(true)}
		}
		return []*Value{NewObject(typeName(t), t, span(x))}
	case "append":
		return []*Value{e.appended(args, x)}
	case "copy":
		e.Fill(args[0], args[1])
	case "delete":
		if args[0].Op == Obj {
			args[0].Obj.Put(Entry{Op: "del", Key: args[1], Src: span(e.stmt), Form: rest.ParamStmt, Cond: e.guard(nil)})
		}
	case "min", "max":
		return []*Value{join(args...)}
	}
	return []*Value{{Op: Result, Text: name, Args: args, Type: t, Src: span(x)}}
}

// appended returns the slice that append makes.
func (e *eval) appended(args []*Value, x *ast.CallExpr) *Value {
	base := args[0]
	out := NewObject("slice", e.info.TypeOf(x), span(x))
	if base != nil && base.Op == Obj {
		out.Obj = base.Obj.shallow()
		out.Obj.Copy = base.Obj.Copy
	}
	for i, a := range args[1:] {
		if x.Ellipsis.IsValid() {
			if a.Op == Obj && a.Obj.Base == nil {
				out.Obj.Log = append(out.Obj.Log, a.Obj.Log...)
				continue
			}
			out.Obj.Put(Entry{Op: "spread", Key: NewConst(""), Val: a, Src: span(x.Args[i+1]), Form: rest.ParamStmt, Cond: e.loopGuard(a)})
			continue
		}
		out.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: a, Src: span(x.Args[i+1]), Form: rest.ParamStmt, Cond: e.loopGuard(a)})
	}
	return out
}

// loopGuard marks what happens in a loop as happening any number of times.
func (e *eval) loopGuard(val *Value) *Cond {
	if e.loop > 0 {
		return &Cond{Val: unknown("in a loop")}
	}
	return e.guard(val)
}
