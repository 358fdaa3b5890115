package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

func (e *eval) assign(s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		old, add := e.expr(s.Lhs[0]), e.expr(s.Rhs[0])
		v := unknown("it is computed with " + s.Tok.String())
		if s.Tok == token.ADD_ASSIGN && isText(e.info.TypeOf(s.Lhs[0])) {
			v = e.concat(piece(old, s.Lhs[0], e, rest.PartElsewhere), piece(add, s.Rhs[0], e, rest.PartOperand))
		}
		e.store(s.Lhs[0], v)
		return
	}
	var vals []*Value
	if len(s.Rhs) == 1 && len(s.Lhs) > 1 {
		vals = e.exprs(s.Rhs[0], len(s.Lhs))
	} else {
		for i, r := range s.Rhs {
			vals = append(vals, e.copied(e.expr(r), s.Rhs, i))
		}
	}
	for i, l := range s.Lhs {
		if i < len(vals) {
			e.store(l, vals[i])
		}
	}
}

// store lets the place l hold v.
func (e *eval) store(l ast.Expr, v *Value) {
	switch l := ast.Unparen(l).(type) {
	case *ast.Ident:
		if l.Name == "_" {
			return
		}
		obj := e.info.Defs[l]
		if obj != nil {
			e.vars[obj] = v
			return
		}
		if obj = e.info.Uses[l]; obj != nil {
			e.assignVar(obj, v)
		}
	case *ast.SelectorExpr:
		e.storeField(l, v)
	case *ast.IndexExpr:
		e.storeElement(l, v)
	case *ast.StarExpr:
		if to := e.expr(l.X); to != nil && to.Op == Obj {
			e.Fill(to, v)
		}
	}
}

func (e *eval) storeField(l *ast.SelectorExpr, v *Value) {
	sel, ok := e.info.Selections[l]
	if !ok {
		if obj, ok := e.info.Uses[l.Sel].(*types.Var); ok { // pkg.Var
			remember(e.w.global, obj, v)
		}
		return
	}
	fv, ok := sel.Obj().(*types.Var)
	if !ok {
		return
	}
	fv = fv.Origin()
	base := e.implicit(e.expr(l.X), sel)
	e.rewritten(owner(sel), fv.Name(), base)
	var obj *Object
	if base != nil && base.Op == Obj {
		obj = base.Obj
	}
	e.registerField(owner(sel), obj, handedField{fv.Name(), v, l})
	if base != nil && base.Op == Obj {
		old := base.Obj.Field[fv.Name()]
		if o := base.Obj; old == nil && (o.Base != nil || o.Field[Filled] != nil) && e.guard(v) != nil {
			old = e.w.field(base, fv.Name(), fv, fv.Type()) // as it came
		}
		if old == nil && e.guard(v) != nil {
			v = v.pointed(false) // else it is what it was before: nil
		}
		if base.Obj.Base != nil && !(base.Obj.Copy && e.keptHere(l.X)) {
			e.wrote(fv, Write{Base: base.Obj.Base, Val: v})
		}
		if g := e.guard(v); g != nil && old != nil {
			base.Obj.Set(fv.Name(), choose(g, v, old))
		} else {
			base.Obj.Set(fv.Name(), v)
		}
		if base.Obj.Copy {
			return
		}
	} else if base != nil {
		e.wrote(fv, Write{Base: base, Val: v})
	}
	remember(e.w.fields, fv, v)
}

// owner returns the full name of the type whose field a selection is.
func owner(sel *types.Selection) string {
	t, path := sel.Recv(), sel.Index()
	for _, i := range path[:len(path)-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return ""
		}
		t = st.Field(i).Type()
	}
	return typeName(t)
}

func (e *eval) storeElement(l *ast.IndexExpr, v *Value) {
	base, key := e.expr(l.X), e.expr(l.Index)
	if base == nil || base.Op != Obj {
		return
	}
	base.Obj.Put(Entry{Op: "set", Key: key, Val: v, Src: span(e.stmt), Form: rest.ParamStmt, Cond: e.guard(v)})
	low := base.Obj.Base
	if low == nil || low.Var == nil {
		return
	}
	remember(e.w.inside, low.Var, v)
	e.wrote(low.Var, Write{Base: low, Key: key, Val: v})
	if low.Op == Field && e.w.frame.payloads[typeName(low.Args[0].Type)] == rest.Session {
		e.register(&Reg{Trigger: typeName(low.Args[0].Type) + "." + low.Text, Pattern: key, Fn: v, In: e.node, At: span(e.stmt), Session: true})
	}
}

// A Write puts Val under Key into a map that was there before, or into a field of
// Base.
type Write struct {
	Base, Key, Val *Value
	In             *Func
}

func (e *eval) wrote(v *types.Var, w Write) {
	if w.In = e.node; len(e.w.writes[v]) < maxSends {
		e.w.writes[v] = append(e.w.writes[v], w)
	}
}

// Writes returns what the program puts into a map that is kept in a field or
// variable, or into a field of what was there before.
func (w *World) Writes(v *types.Var) []Write { return w.writes[v] }

// Fill lets the object that to stands for hold what v holds.
func (e *eval) Fill(to, v *Value) {
	if to == nil || to.Op != Obj {
		return
	}
	if v != nil && v.Op == Obj {
		for _, name := range v.Obj.Order {
			to.Obj.Set(name, v.Obj.Field[name])
		}
		for _, entry := range v.Obj.Log {
			to.Obj.Put(entry)
		}
		if v.Obj.Base != nil && to.Obj.Base == nil {
			to.Obj.Base = v.Obj.Base
		}
		return
	}
	e.overwritten(to, v)
	to.Obj.Set(Filled, v)
	e.w.decodedInto(to, v)
}

// overwritten lets the fields that an object was made with be what they were, or what
// v holds: a body may name what the program put there before.
func (e *eval) overwritten(to, v *Value) {
	st, ok := structType(to.Obj.Type)
	if to.Obj.Kind == "map" && len(to.Obj.Log) > 0 && v != nil {
		key := unknown("a key of what is read")
		to.Obj.Put(Entry{Op: "set", Key: key, Val: &Value{Op: Index, Args: []*Value{v, key}, Src: v.Src}})
	}
	if !ok || v == nil {
		return
	}
	for f := range st.Fields() {
		old := to.Obj.Field[f.Name()]
		if old == nil || old.Op == Const || old.Op == Nil || old.Op == Obj || old.Op == FuncVal {
			continue
		}
		to.Obj.Set(f.Name(), join(old, &Value{Op: Field, Text: f.Name(), Var: f, Args: []*Value{v}, Type: f.Type(), Src: v.Src}))
	}
}

// copied returns the value that an assignment of a struct makes: a copy.
func (e *eval) copied(v *Value, rhs []ast.Expr, i int) *Value {
	if v == nil || i >= len(rhs) {
		return v
	}
	t := e.info.TypeOf(rhs[i])
	if t == nil {
		return v
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return v
	}
	switch ast.Unparen(rhs[i]).(type) {
	case *ast.CompositeLit, *ast.CallExpr:
		return v
	}
	if v = e.w.lift(v, t); v.Op != Obj {
		return v
	}
	c := *v
	c.Obj = v.Obj.shallow()
	return &c
}
