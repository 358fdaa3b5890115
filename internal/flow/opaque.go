package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// opaque calls a function whose body is not at hand. Functions handed to it are
// taken to be called, but for one that names the work a consumer is to do.
func (e *eval) opaque(c *Call) []*Value {
	if e.w.frame.checks[c.Name] && e.unasked(c) {
		c.Name += Unasked
	}
	work, enqueues := e.w.frame.enqueues[c.Name]
	for i, a := range c.Args {
		if !enqueues || i != work.Topic {
			e.escape(a, c.Expr)
		}
	}
	e.outParams(c)
	if c.Fn.Pkg() != nil && strings.Contains(c.Fn.Pkg().Path(), ".") {
		for _, a := range c.Args {
			e.lend(a, unknown(c.Name))
		}
	}
	n := c.Fn.Signature().Results().Len()
	out := make([]*Value, n)
	for i := range out {
		out[i] = c.Opaque(i)
	}
	if n == 0 {
		return []*Value{unknown(c.Name + " returns nothing")}
	}
	return out
}

// Unasked is put behind the name of a function that tells by an error whether
// what it read is true, where nobody looks at the error.
const Unasked = ", whose error nobody looks at"

// unasked reports whether the error that a call returns is dropped, and the token
// beside it is not asked whether it is valid.
func (e *eval) unasked(c *Call) bool {
	switch s := e.stmt.(type) {
	case *ast.ExprStmt:
		return ast.Unparen(s.X) == c.Expr
	case *ast.AssignStmt:
		if len(s.Rhs) != 1 || ast.Unparen(s.Rhs[0]) != c.Expr || len(s.Lhs) < 2 {
			return false
		}
		last, ok := s.Lhs[len(s.Lhs)-1].(*ast.Ident)
		return ok && last.Name == "_" && !e.asksValid(s.Lhs[0])
	}
	return false
}

// asksValid reports whether the function reads the field Valid of a variable.
func (e *eval) asksValid(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	if !ok || e.fn.Body() == nil {
		return false
	}
	obj, found := e.info.ObjectOf(id), false
	ast.Inspect(e.fn.Body(), func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Valid" {
			of, ok := ast.Unparen(sel.X).(*ast.Ident)
			found = found || ok && obj != nil && e.info.ObjectOf(of) == obj
		}
		return !found
	})
	return found
}

// escape follows a function that is handed to code that is not at hand: it is
// taken to be called from here, unless it is shaped like a handler, or a handler is
// made of it: then who registers that calls it.
func (e *eval) escape(v *Value, x *ast.CallExpr) {
	if v == nil || v.Op != FuncVal || v.Fn == nil {
		return
	}
	if _, ok := e.w.frame.shape(v.Type); ok {
		return
	}
	if _, ok := e.w.frame.shape(e.info.TypeOf(x)); ok {
		return
	}
	var recv *Value
	if len(v.Args) > 0 {
		recv = v.Args[0]
	}
	e.invoke(v.Fn, v.Bind, recv, nil, x)
}

// outParams lets variables whose address is handed to a call hold what the call
// puts there: rows.Scan(&id), db.Get(&user, …).
func (e *eval) outParams(c *Call) {
	if c.Expr == nil {
		return
	}
	for i, x := range c.Expr.Args {
		if i >= len(c.Args) {
			break
		}
		u, ok := ast.Unparen(x).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND {
			if !fresh(c.Args[i], e.info.TypeOf(x)) {
				continue
			}
			u = &ast.UnaryExpr{X: x}
		}
		var from []*Value
		from = append(from, Lower(c.Recv))
		for j, a := range c.Args {
			if j != i {
				from = append(from, Lower(a))
			}
		}
		v := &Value{Op: Result, Text: c.Name, Num: 100 + i, Args: from, Type: e.info.TypeOf(u.X), Src: c.Span()}
		switch to := c.Args[i]; {
		case to.Op != Obj || to.Obj.Base == nil && len(to.Obj.Order) == 0:
			e.fillArg(u, to, v)
		case decodes(c.Name):
			e.overwritten(to, v)
		}
	}
}

// decodes reports whether a function is called like one that fills what it is handed.
func decodes(name string) bool {
	base := strings.ToLower(baseOf(name))
	for _, verb := range []string{"decode", "unmarshal", "bind", "parse", "scan"} {
		if strings.Contains(base, verb) {
			return true
		}
	}
	return false
}

// fresh reports whether v is a map, or a pointer to a struct, that was made here
// and is still empty: whoever it is handed to is expected to fill it.
func fresh(v *Value, t types.Type) bool {
	if v == nil || v.Op != Obj || v.Obj.Base != nil || t == nil || len(v.Obj.Order) > 0 || len(v.Obj.Log) > 0 {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Map:
		return true
	case *types.Pointer:
		_, ok := t.Elem().Underlying().(*types.Struct)
		return ok
	}
	return false
}

// fillArg lets the variable behind the pointer x hold v.
func (e *eval) fillArg(x ast.Expr, to, v *Value) {
	if to != nil && to.Op == Obj {
		e.Fill(to, v)
		return
	}
	if u, ok := x.(*ast.UnaryExpr); ok {
		e.store(u.X, v)
	}
}

func (e *eval) unknownResults(x *ast.CallExpr, f *Value, args ...*Value) []*Value {
	n := 1
	var t types.Type
	if x != nil {
		t = e.info.TypeOf(x)
		if tuple, ok := t.(*types.Tuple); ok {
			n = tuple.Len()
		}
	}
	out := make([]*Value, n)
	for i := range out {
		ti := t
		if tuple, ok := t.(*types.Tuple); ok {
			ti = tuple.At(i).Type()
		}
		if out[i] = handedBack(ti, args); out[i] == nil {
			out[i] = e.w.lift(&Value{Op: Result, Text: OfFunc, Num: i, Args: append([]*Value{f}, lowered(args)...), Type: ti, Src: spanOf(x)}, ti)
		}
	}
	return out
}

// handedBack returns the request among the arguments of a function that returns
// one: middleware hands on what it was given. What it may have put on it is noted
// beside, see [Lent].
func handedBack(t types.Type, args []*Value) *Value {
	if typeName(t) != "net/http.Request" {
		return nil
	}
	for _, a := range args {
		if a != nil && a.Op == Obj && a.Obj.Kind == "net/http.Request" {
			return a
		}
	}
	return nil
}

// OfFunc is the text of a result of calling the function value Args[0], which is
// not known where it is called.
const OfFunc = "a function value"
