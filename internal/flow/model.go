package flow

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// A Call is one call as a model sees it.
type Call struct {
	Expr *ast.CallExpr
	Fn   *types.Func
	Name string
	Recv *Value
	Args []*Value
	e    *eval
}

// Arg returns argument i, or nil.
func (c *Call) Arg(i int) *Value {
	if i < 0 || i >= len(c.Args) {
		return nil
	}
	return c.Args[i]
}

// ArgExpr returns the syntax of argument i, or nil.
func (c *Call) ArgExpr(i int) ast.Expr {
	if c.Expr == nil || i < 0 || i >= len(c.Expr.Args) {
		return nil
	}
	return c.Expr.Args[i]
}

// ExprAt returns the expression at a place in the function that makes the call,
// or nil.
func (c *Call) ExprAt(at rest.Span) ast.Expr {
	var found ast.Expr
	body := c.e.fn.Outer().Body()
	if body == nil {
		return nil
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && found == nil && span(x) == at {
			found = x
		}
		return n != nil && found == nil && n.Pos() <= at.Pos && at.End <= n.End()
	})
	return found
}

// Span returns the range of the call.
func (c *Call) Span() rest.Span {
	if c.Expr == nil {
		return rest.Span{}
	}
	return span(c.Expr)
}

// Stmt returns the range of the statement that the call stands in.
func (c *Call) Stmt() rest.Span { return span(c.e.stmt) }

// Guard returns the condition under which the call puts val somewhere, or nil.
func (c *Call) Guard(val *Value) *Cond { return c.e.guard(val) }

// Field returns field name of v.
func (c *Call) Field(v *Value, name string) *Value {
	fv, t := fieldOf(v, name)
	return c.e.w.field(v, name, fv, t)
}

// fieldOf finds a field by name in the type of a value.
func fieldOf(v *Value, name string) (*types.Var, types.Type) {
	if v == nil {
		return nil, nil
	}
	t := v.Type
	if t == nil && v.Op == Obj {
		t = v.Obj.Type
	}
	if t == nil {
		return nil, nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fv, _ := obj.(*types.Var)
	if fv == nil {
		return nil, nil
	}
	return fv, fv.Type()
}

// Freeze returns a copy of v whose state no longer changes.
func (c *Call) Freeze(v *Value) *Value { return c.e.w.freeze(v) }

// Fill lets the object that to stands for hold what v holds.
func (c *Call) Fill(to, v *Value) { c.e.Fill(to, v) }

// Type returns the type of result i.
func (c *Call) Type(i int) types.Type {
	if c.Fn == nil {
		return nil
	}
	res := c.Fn.Signature().Results()
	if i >= res.Len() {
		return nil
	}
	if c.Fn.Signature().TypeParams().Len() > 0 && c.Expr != nil { // of this instance
		switch t := c.e.info.TypeOf(c.Expr).(type) {
		case *types.Tuple:
			if i < t.Len() {
				return t.At(i).Type()
			}
		case types.Type:
			if res.Len() == 1 {
				return t
			}
		}
	}
	return res.At(i).Type()
}

// Opaque returns result i as something that nothing is known about but the call.
func (c *Call) Opaque(i int) *Value {
	t := c.Type(i)
	return c.e.w.lift(&Value{Op: Result, Text: c.Name, Num: i, Args: append([]*Value{Lower(c.Recv)}, lowered(c.Args)...), Type: t, Src: c.Span()}, t)
}

func lowered(vs []*Value) []*Value {
	out := make([]*Value, len(vs))
	for i, v := range vs {
		out[i] = Lower(v)
	}
	return out
}

// Derived returns a value cut from or computed out of args.
func (c *Call) Derived(args ...*Value) *Value {
	return &Value{Op: Result, Text: c.Name, Args: args, Type: c.Type(0), Src: c.Span()}
}

// Source returns the source text of an expression.
func (c *Call) Source(x ast.Expr) string { return types.ExprString(x) }

// Piece returns v as a piece of text written as x.
func (c *Call) Piece(v *Value, x ast.Expr, form rest.PartForm) *Value { return piece(v, x, c.e, form) }

// PutContext notes that code puts v into a context under key.
func (c *Call) PutContext(key string, v *Value) { remember(c.e.w.ctx, key, v) }

// Apply calls a function value that was handed to the library.
func (c *Call) Apply(fn *Value, args ...*Value) []*Value { return c.e.apply(fn, args, c.Expr) }

// Method calls a method of a value whose concrete type is known. It reports false
// where it is not.
func (c *Call) Method(v *Value, name string, args ...*Value) ([]*Value, bool) {
	if v == nil || v.Op != Obj || v.Obj.Type == nil || types.IsInterface(v.Obj.Type) {
		return nil, false
	}
	obj, _, _ := types.LookupFieldOrMethod(v.Obj.Type, true, c.Fn.Pkg(), name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, false
	}
	return c.e.invokeNamed(fn, v, args, c.Expr), true
}

// FillArg lets the variable behind pointer argument i hold v.
func (c *Call) FillArg(i int, v *Value) { c.e.fillArg(c.ArgExpr(i), c.Arg(i), v) }

// ConfigField returns a field of a library's configuration struct, which may be
// filled in elsewhere.
func (c *Call) ConfigField(v *Value, name string) *Value {
	if v != nil && v.Op == Obj && v.Obj.Base == nil && v.Obj.Field[name] == nil {
		return &Value{Op: Nil}
	}
	var fv *types.Var
	var t types.Type
	if c.Fn != nil && c.Fn.Signature().Recv() != nil {
		obj, _, _ := types.LookupFieldOrMethod(c.Fn.Signature().Recv().Type(), true, c.Fn.Pkg(), name)
		if fv, _ = obj.(*types.Var); fv != nil {
			t = fv.Type()
		}
	}
	return c.e.w.field(v, name, fv, t)
}
