package flow

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strconv"

	"github.com/m2me/m2me/internal/rest"
)

// An eval is the evaluation of one function body.
type eval struct {
	w    *World
	fn   *Func
	node *Func // the part of fn that is being evaluated: fn, or a ticker loop in it
	info *types.Info
	vars map[types.Object]*Value
	up   *eval // for a literal: the evaluation around it

	sum   *Summary
	conds []Cond // what holds where we are
	loop  int    // depth of loops
	stmt  ast.Stmt
	rets  []ret
	equal Equalities
	dead  bool // the rest of the block is not reached
	broke bool // … because of a break

	ended  bool                  // the chain that the function is part of
	passed []pass                // where the function hands on
	checks map[*Value]Equalities // what the answer of a helper implies
}

func (w *World) evalFunc(f *Func) *Summary {
	e := &eval{w: w, fn: f, node: f, info: f.Pkg.Info, vars: map[types.Object]*Value{}, sum: &Summary{}, up: f.env,
		checks: map[*Value]Equalities{}, equal: f.equal}
	e.bindParams()
	if body := f.Body(); body != nil {
		e.block(body.List)
		if !e.dead && f.Sig != nil && f.Sig.Results().Len() == 0 {
			e.returned(ret{})
		}
	}
	e.finish()
	return e.sum
}

// bindParams makes the parameters of the function known as such.
func (e *eval) bindParams() {
	ftype, recv := e.fn.funcType()
	i := 0
	bind := func(name *ast.Ident, num int, t types.Type) {
		v := e.param(num, t)
		e.sum.Params = append(e.sum.Params, v)
		if name != nil {
			if obj := e.info.Defs[name]; obj != nil {
				e.vars[obj] = v
			}
		}
	}
	for _, f := range ftype.Params.List {
		t := e.info.TypeOf(f.Type)
		if _, variadic := f.Type.(*ast.Ellipsis); variadic && t != nil {
			t = types.NewSlice(e.info.TypeOf(f.Type.(*ast.Ellipsis).Elt))
		}
		if len(f.Names) == 0 {
			bind(nil, i, t)
			i++
		}
		for _, n := range f.Names {
			bind(n, i, t)
			i++
		}
	}
	if recv != nil && len(recv.List) > 0 {
		f := recv.List[0]
		var name *ast.Ident
		if len(f.Names) > 0 {
			name = f.Names[0]
		}
		bind(name, -1, e.info.TypeOf(f.Type))
	}
	e.bindResults(ftype)
}

func (e *eval) bindResults(ftype *ast.FuncType) {
	if ftype.Results == nil {
		return
	}
	for _, f := range ftype.Results.List {
		for _, n := range f.Names {
			if obj := e.info.Defs[n]; obj != nil {
				e.vars[obj] = e.zero(obj.Type())
			}
		}
	}
}

func (f *Func) funcType() (*ast.FuncType, *ast.FieldList) {
	if f.Decl != nil {
		return f.Decl.Type, f.Decl.Recv
	}
	return f.Lit.Type, nil
}

func (e *eval) param(num int, t types.Type) *Value {
	return e.w.lift(&Value{Op: Param, Fn: e.fn, Num: num, Type: t}, t)
}

// block evaluates statements one after the other.
func (e *eval) block(list []ast.Stmt) {
	depth := len(e.conds)
	for _, s := range list {
		if e.dead {
			break
		}
		e.statement(s)
	}
	e.conds = e.conds[:depth]
}

// lookup returns what a variable holds now.
func (e *eval) lookup(obj types.Object) (*Value, bool) {
	for at := e; at != nil; at = at.up {
		if v, ok := at.vars[obj]; ok {
			return v, true
		}
	}
	return nil, false
}

// assignVar lets a variable hold v from now on.
func (e *eval) assignVar(obj types.Object, v *Value) {
	if _, ok := e.vars[obj]; !ok && e.up != nil {
		for at := e.up; at != nil; at = at.up {
			if old, ok := at.vars[obj]; ok { // captured: it runs later, or not at all
				at.vars[obj] = join(old, v)
				return
			}
		}
	}
	if g, ok := obj.(*types.Var); ok && g.Pkg() != nil && g.Parent() == g.Pkg().Scope() {
		remember(e.w.global, g, v)
		return
	}
	e.vars[obj] = v
}

// snapshot copies the variables, so that branches do not see each other.
func (e *eval) snapshot() map[types.Object]*Value {
	return maps.Clone(e.vars)
}

// merge joins the variables of the branch that was just evaluated with those of
// another, which is taken where cond holds.
func (e *eval) merge(cond *Cond, other map[types.Object]*Value) {
	for k, v := range other {
		old, ok := e.vars[k]
		switch {
		case !ok:
			e.vars[k] = v
		case old != v:
			e.vars[k] = choose(cond, v, old)
		}
	}
}

// guard returns the condition under which something happens here, or nil. A
// condition that only asks whether val is there is none for what is done with val.
func (e *eval) guard(val *Value) *Cond {
	for i := len(e.conds) - 1; i >= 0; i-- {
		if c := e.conds[i]; !c.noError() && !c.asksFor(val) {
			return &c
		}
	}
	return nil
}

// noError reports whether c only says that nothing failed so far.
func (c Cond) noError() bool {
	v := c.Val
	if v == nil || v.Op != Result || len(v.Args) != 2 || v.Args[0] == nil || v.Args[1] == nil || v.Args[1].Op != Nil {
		return false
	}
	return isError(v.Args[0].Type) && (v.Text == "!=" && c.Neg || v.Text == "==" && !c.Neg)
}

// asksFor reports whether c only says that val is not empty: v != "", n > 0,
// len(v) != 0.
func (c Cond) asksFor(val *Value) bool {
	v := c.Val
	if v == nil || val == nil || v.Op != Result {
		return false
	}
	switch v.Text {
	case "!":
		return Cond{Val: v.Args[0], Neg: !c.Neg}.asksFor(val)
	case "&&":
		return !c.Neg && Cond{Val: v.Args[0]}.asksFor(val) && Cond{Val: v.Args[1]}.asksFor(val)
	case "!=", ">":
		return !c.Neg && emptied(v, val)
	case "==":
		return c.Neg && emptied(v, val)
	}
	return false
}

// emptied reports whether a comparison is one of val, or its length, with the
// empty text or nought.
func emptied(cmp, val *Value) bool {
	if zero := cmp.Args[1]; zero == nil || zero.Op != Const || !zero.isZero() {
		return false
	}
	x := bare(cmp.Args[0])
	if x != nil && x.Op == Result && x.Text == "len" && len(x.Args) == 1 {
		x = x.Args[0]
	}
	return madeOf(val, Lower(x), 0)
}

// madeOf reports whether val is x, or x in another form.
func madeOf(val, x *Value, depth int) bool {
	val = bare(Lower(val))
	if val == nil || x == nil || depth > 8 {
		return false
	}
	if same(val, x) {
		return true
	}
	if val.Op == Obj && x.Op == Obj && val.Obj.Site.IsValid() && val.Obj.Site == x.Obj.Site {
		return true
	}
	if only := single(val); only != nil {
		return madeOf(only.Val, x, depth+1)
	}
	switch val.Op {
	case Result, Concat, Encoded, If, Join, Elem:
		return slices.ContainsFunc(val.Args, func(a *Value) bool { return madeOf(a, x, depth+1) })
	case Obj:
		return slices.ContainsFunc(val.Obj.Log, func(e Entry) bool { return madeOf(e.Val, x, depth+1) })
	}
	return false
}

func (e *eval) zero(t types.Type) *Value {
	if stateful(t) {
		if _, ok := t.Underlying().(*types.Struct); ok {
			return NewObject(typeName(t), t, rest.Span{})
		}
		switch t.Underlying().(type) {
		case *types.Map, *types.Slice:
			return NewObject(typeName(t), t, rest.Span{})
		}
		return &Value{Op: Nil, Type: t}
	}
	if _, ok := t.Underlying().(*types.Basic); ok {
		return &Value{Op: Const, Text: zeroText(t), Type: t}
	}
	return &Value{Op: Nil, Type: t}
}

// evalGlobals evaluates the initialisers of package variables.
func (w *World) evalGlobals(p *Package) {
	f := w.number(&Func{Pkg: p, Name: rest.Func{Pkg: p.Path, Name: "init"}, Kind: rest.Batch, Why: "package initialisation"})
	e := &eval{w: w, fn: f, node: f, info: p.Info, vars: map[types.Object]*Value{}, sum: &Summary{}, checks: map[*Value]Equalities{}}
	for _, init := range p.Info.InitOrder {
		vals := e.exprs(init.Rhs, len(init.Lhs))
		for i, v := range init.Lhs {
			remember(w.global, v, vals[i])
		}
	}
	f.sum = e.sum
	if len(e.sum.Sends)+len(e.sum.Regs)+len(e.sum.Calls) > 0 {
		w.all = append(w.all, f)
	}
}

// literal makes the function of a literal met while evaluating.
func (e *eval) literal(lit *ast.FuncLit) *Func {
	for _, f := range e.fn.loops {
		if f.Lit == lit {
			return f
		}
	}
	e.fn.lits++
	sig, _ := e.info.TypeOf(lit).(*types.Signature)
	f := e.w.number(&Func{Lit: lit, Parent: e.fn, Pkg: e.fn.Pkg, Sig: sig, env: e, equal: e.equal, Span: span(lit), Generated: e.fn.Generated, Valued: true,
		Name: rest.Func{Pkg: e.fn.Name.Pkg, Name: e.fn.Name.Name + ".func" + strconv.Itoa(e.fn.lits)}})
	e.fn.loops = append(e.fn.loops, f)
	e.w.all = append(e.w.all, f)
	return f
}
