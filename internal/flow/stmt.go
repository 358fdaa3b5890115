package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// statement evaluates one statement.
func (e *eval) statement(s ast.Stmt) {
	old := e.stmt
	e.stmt = s
	defer func() { e.stmt = old }()
	switch s := s.(type) {
	case *ast.ExprStmt:
		e.expr(s.X)
		e.dead = e.dead || e.stops(s.X)
	case *ast.AssignStmt:
		e.assign(s)
	case *ast.DeclStmt:
		e.declare(s)
	case *ast.ReturnStmt:
		e.returns(s)
	case *ast.IfStmt:
		e.ifStmt(s)
	case *ast.BlockStmt:
		e.block(s.List)
	case *ast.ForStmt:
		e.forStmt(s)
	case *ast.RangeStmt:
		e.rangeStmt(s)
	case *ast.SwitchStmt:
		e.switchStmt(s)
	case *ast.TypeSwitchStmt:
		e.typeSwitch(s)
	case *ast.SelectStmt:
		e.selectStmt(s)
	case *ast.GoStmt:
		e.expr(s.Call)
	case *ast.DeferStmt:
		e.expr(s.Call)
	case *ast.SendStmt:
		e.expr(s.Chan)
		e.expr(s.Value)
	case *ast.LabeledStmt:
		e.statement(s.Stmt)
	case *ast.BranchStmt:
		e.dead = s.Tok != token.FALLTHROUGH
		e.broke = s.Tok == token.BREAK && s.Label == nil
	case *ast.IncDecStmt:
		e.expr(s.X)
	}
}

// stops reports whether a call never returns.
func (e *eval) stops(x ast.Expr) bool {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" {
		_, builtin := e.info.Uses[id].(*types.Builtin)
		return builtin
	}
	if fn := e.callee(call); fn != nil {
		switch FuncName(fn) {
		case "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Logger.Fatal", "log.Logger.Fatalf":
			return true
		}
	}
	return false
}

func (e *eval) declare(s *ast.DeclStmt) {
	gd, ok := s.Decl.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range gd.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok || gd.Tok != token.VAR {
			continue
		}
		var vals []*Value
		if len(vs.Values) == 1 && len(vs.Names) > 1 {
			vals = e.exprs(vs.Values[0], len(vs.Names))
		} else {
			for _, x := range vs.Values {
				vals = append(vals, e.expr(x))
			}
		}
		for i, n := range vs.Names {
			obj := e.info.Defs[n]
			if obj == nil {
				continue
			}
			if i < len(vals) {
				e.vars[obj] = e.copied(vals[i], vs.Values, i)
			} else {
				e.vars[obj] = e.zero(obj.Type())
			}
		}
	}
}

// copied returns the value that an assignment of a struct makes: a copy.
func (e *eval) copied(v *Value, rhs []ast.Expr, i int) *Value {
	if v == nil || v.Op != Obj || i >= len(rhs) {
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
	c := *v
	c.Obj = v.Obj.shallow()
	return &c
}

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
	if base != nil && base.Op == Obj {
		old := base.Obj.Field[fv.Name()]
		if g := e.guard(); g != nil && old != nil {
			base.Obj.Set(fv.Name(), choose(g, v, old))
		} else {
			base.Obj.Set(fv.Name(), v)
		}
		if base.Obj.Copy {
			return
		}
	}
	remember(e.w.fields, fv, v)
}

func (e *eval) storeElement(l *ast.IndexExpr, v *Value) {
	base, key := e.expr(l.X), e.expr(l.Index)
	if base == nil || base.Op != Obj {
		return
	}
	base.Obj.Put(Entry{Op: "set", Key: key, Val: v, Src: span(e.stmt), Form: rest.ParamStmt, Cond: e.guard()})
	if low := base.Obj.Base; low != nil && low.Var != nil {
		remember(e.w.inside, low.Var, v)
	}
}

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
	to.Obj.Set(filled, v)
}

func (e *eval) returns(s *ast.ReturnStmt) {
	r := ret{conds: append([]Cond(nil), e.conds...)}
	n := e.fn.Sig.Results().Len()
	switch {
	case len(s.Results) == 1 && n > 1:
		r.vals = e.exprs(s.Results[0], n)
	case len(s.Results) > 0:
		for _, x := range s.Results {
			r.vals = append(r.vals, e.expr(x))
		}
		r.failed = n > 1 && e.isFailure(s.Results[len(s.Results)-1])
	default:
		ftype, _ := e.fn.funcType()
		if ftype.Results != nil {
			for _, f := range ftype.Results.List {
				for _, name := range f.Names {
					v, _ := e.lookup(e.info.Defs[name])
					r.vals = append(r.vals, v)
				}
			}
		}
	}
	e.rets = append(e.rets, r)
	e.dead = true
}

// isFailure reports whether x is surely a non-nil error by the way it is written:
// anything of type error but nil.
func (e *eval) isFailure(x ast.Expr) bool {
	if !isError(e.info.TypeOf(x)) {
		if t := e.info.TypeOf(x); t == nil || !types.AssignableTo(t, types.Universe.Lookup("error").Type()) {
			return false
		}
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name != "nil" && len(e.conds) > 0
	case *ast.CallExpr:
		fn := e.callee(x)
		return fn != nil && (FuncName(fn) == "fmt.Errorf" || FuncName(fn) == "errors.New")
	case *ast.UnaryExpr, *ast.CompositeLit:
		return true
	case *ast.SelectorExpr:
		return true
	}
	return false
}

func (e *eval) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		e.statement(s.Init)
	}
	val := e.expr(s.Cond)
	if known, holds := truth(val); known {
		if holds {
			e.block(s.Body.List)
		} else if s.Else != nil {
			e.statement(s.Else)
		}
		return
	}
	cond := Cond{Val: val}
	before, eqs := e.snapshot(), len(e.equal)
	e.assume(s.Cond, true)
	e.branch(cond, func() { e.block(s.Body.List) })
	thenVars, thenDead := e.vars, e.dead
	e.vars, e.dead, e.equal = before, false, e.equal[:eqs]
	base := e.snapshot()
	e.assume(s.Cond, false)
	elseEqs := append([]equality(nil), e.equal[eqs:]...)
	if s.Else != nil {
		e.branch(Cond{Val: val, Neg: true}, func() { e.statement(s.Else) })
	}
	elseDead := e.dead
	e.equal = e.equal[:eqs]
	switch {
	case thenDead && elseDead:
		e.dead = true
	case thenDead:
		e.dead = false
		e.equal = append(e.equal, elseEqs...)
		if telling(val, 0) && !aboutError(s.Cond, e.info) {
			e.conds = append(e.conds, Cond{Val: val, Neg: true})
		}
	case elseDead:
		e.vars, e.dead = thenVars, false
		e.assume(s.Cond, true)
	default:
		if s.Else == nil {
			e.vars = base
		}
		e.dead = false
		e.merge(&cond, thenVars, e.vars)
	}
}

// aboutError reports whether a condition only asks for an error.
func aboutError(x ast.Expr, info *types.Info) bool {
	b, ok := ast.Unparen(x).(*ast.BinaryExpr)
	return ok && (isError(info.TypeOf(b.X)) || isError(info.TypeOf(b.Y)))
}

func (e *eval) branch(c Cond, body func()) {
	e.conds = append(e.conds, c)
	n := len(e.conds)
	body()
	e.conds = e.conds[:n-1]
}

// assume notes what a condition says about equality: after
// "if id != sess.UserID { return }" the id is the session's.
func (e *eval) assume(cond ast.Expr, holds bool) {
	switch c := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			e.assume(c.X, !holds)
		}
	case *ast.BinaryExpr:
		switch {
		case c.Op == token.LAND && holds, c.Op == token.LOR && !holds:
			e.assume(c.X, holds)
			e.assume(c.Y, holds)
		case c.Op == token.EQL && holds, c.Op == token.NEQ && !holds:
			e.equated(c.X, c.Y)
		}
	case *ast.CallExpr:
		if fn := e.callee(c); fn != nil && holds && len(c.Args) == 2 {
			switch FuncName(fn) {
			case "strings.EqualFold", "bytes.Equal", "slices.Equal":
				e.equated(c.Args[0], c.Args[1])
			}
		}
		if sub := e.comparison(c, holds); sub != nil {
			e.equated(sub[0], sub[1])
		}
	}
}

// comparison recognises subtle.ConstantTimeCompare(a, b) == 1 in its call form
// and x.Equal(y).
func (e *eval) comparison(c *ast.CallExpr, holds bool) []ast.Expr {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || !holds || sel.Sel.Name != "Equal" || len(c.Args) != 1 {
		return nil
	}
	return []ast.Expr{sel.X, c.Args[0]}
}

// equated notes that x and y are equal from here on.
func (e *eval) equated(x, y ast.Expr) {
	a, b := e.quiet(x), e.quiet(y)
	if a == nil || b == nil || a.isZero() || b.isZero() || a.Op == Const || b.Op == Const {
		return
	}
	e.equal = append(e.equal, equality{Lower(a), Lower(b)})
	e.rebind(x, a, b)
	e.rebind(y, b, a)
}

// rebind lets the place x hold "a, found equal to b".
func (e *eval) rebind(x ast.Expr, a, b *Value) {
	checked := &Value{Op: Result, Text: checkedEqual, Args: []*Value{a, b}, Type: a.Type}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if obj := e.info.Uses[x]; obj != nil {
			if _, ok := e.vars[obj]; ok {
				e.vars[obj] = checked
			}
		}
	case *ast.SelectorExpr:
		if sel, ok := e.info.Selections[x]; ok && sel.Kind() == types.FieldVal {
			if base := e.quiet(x.X); base != nil && base.Op == Obj && base.Obj.Base == nil {
				base.Obj.Set(x.Sel.Name, checked)
			}
		}
	}
}

// checkedEqual marks a value that was compared with another and found equal.
const checkedEqual = "found equal"

// CheckedEqual returns the two sides of a value that was found equal to another.
func CheckedEqual(v *Value) (a, b *Value, ok bool) {
	if v != nil && v.Op == Result && v.Text == checkedEqual && len(v.Args) == 2 {
		return v.Args[0], v.Args[1], true
	}
	return nil, nil, false
}
