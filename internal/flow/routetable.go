package flow

import (
	"go/types"

	"github.com/m2me/m2me/internal/trigger"
)

// unpacked returns the arguments of a call one by one. A slice that is spread
// over them counts by its elements; if those are not known, by any of them.
func (e *eval) unpacked(c *Call) []*Value {
	n := len(c.Args) - 1
	if c.Expr == nil || !c.Expr.Ellipsis.IsValid() || n < 0 {
		return c.Args
	}
	list, ok := e.info.TypeOf(c.Expr.Args[n]).Underlying().(*types.Slice)
	if !ok {
		return c.Args
	}
	return append(c.Args[:n:n], e.each(c.Args[n], list.Elem())...)
}

// each returns the elements of a slice: those that are known, and what stands
// for any of the others.
func (e *eval) each(slice *Value, elem types.Type) []*Value {
	slice = Lower(slice)
	switch {
	case slice == nil || slice.Op == Nil:
		return nil
	case slice.Op != Obj || slice.Obj.Base != nil:
		return []*Value{e.w.lift(&Value{Op: Elem, Args: []*Value{slice}, Type: elem, Src: slice.Src}, elem)}
	}
	var out []*Value
	for _, entry := range slice.Obj.Log {
		if entry.Op == "spread" {
			out = append(out, e.each(entry.Val, elem)...)
		} else {
			out = append(out, entry.Val)
		}
	}
	return out
}

// table registers the functions in a table of routes, or in one row of it:
// s.AddRoutes([]Route{{Path: "/labs", Handler: h}}, WithPrefix("/admin")).
func (e *eval) table(c *Call, r trigger.Reg) {
	t := Lower(c.Arg(r.Fn))
	if t == nil {
		return
	}
	router := e.routerOfTable(c, r, t)
	for _, row := range e.rowsOf(t, c.Fn.Signature().Params().At(r.Fn).Type()) {
		at := row.Src
		if !at.IsValid() {
			at = c.Span()
		}
		reg := &Reg{Kind: r.Kind, Trigger: c.Name, Fn: e.column(row, r.Row), Pattern: e.column(row, r.Field), Router: router.Obj, In: e.node, At: at, call: c.Expr}
		if reg.Fn != nil {
			e.register(reg)
		}
	}
}

// routerOfTable makes the router that a table is put on: the receiver, with the
// prefix and the middleware of the table.
func (e *eval) routerOfTable(c *Call, r trigger.Reg, t *Value) *Value {
	router := NewObject("", nil, c.Span())
	if c.Recv != nil {
		router.Obj.Set(routerParent, c.Recv)
	}
	for _, a := range c.Args {
		if a = Lower(a); a != nil && a.Op == Result && a.Text == r.Prefix && len(a.Args) > 1 {
			router.Obj.Set(routerPrefix, a.Args[1])
		}
	}
	if t.Op != Obj || t.Obj.Get(tableAround) == nil {
		return router
	}
	around := t.Obj.Get(tableAround)
	mws := []*Value{around}
	if list, ok := around.Type.(*types.Slice); ok {
		mws = e.each(around, list.Elem())
	}
	for _, mw := range mws {
		router.Obj.Put(Entry{Op: "use", Val: mw})
	}
	return router
}

// rowsOf returns the rows of a table of type t, or what stands for any of them.
func (e *eval) rowsOf(v *Value, t types.Type) []*Value {
	list, ok := t.Underlying().(*types.Slice)
	if !ok {
		return []*Value{v}
	}
	return e.each(v, list.Elem())
}

// column returns a field of a row, nil if there is none.
func (e *eval) column(row *Value, name string) *Value {
	t := row.Type
	if row.Op == Obj && row.Obj.Type != nil {
		t = row.Obj.Type
	}
	if t == nil {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	if fv, ok := obj.(*types.Var); ok {
		return e.w.field(row, name, fv, fv.Type())
	}
	return nil
}

// rowsAround returns the rows that a call is given as a table, with the
// middleware that it puts around them.
func (e *eval) rowsAround(c *Call, r trigger.Router) *Value {
	out := NewObject("slice", c.Type(0), c.Span())
	for _, row := range c.Args[min(r.Fn+1, len(c.Args)):] {
		out.Obj.Put(Entry{Op: "elem", Key: NewConst(""), Val: row, Src: row.Src})
	}
	if around := c.Arg(r.Fn); around != nil {
		out.Obj.Set(tableAround, around)
	}
	return out
}
