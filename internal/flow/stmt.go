package flow

import (
	"go/ast"
	"go/token"
	"go/types"
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
		e.later(s.Call)
	case *ast.DeferStmt:
		e.later(s.Call)
	case *ast.SendStmt:
		e.send(s)
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
		case "os.Exit", "runtime.Goexit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Logger.Fatal", "log.Logger.Fatalf":
			return true
		}
		f := e.w.body(fn.Origin())
		return f != nil && f.sum != nil && f.sum.Never
	}
	return false
}

// later evaluates a call that is made when the statements behind it run already, or
// have run.
func (e *eval) later(x *ast.CallExpr) {
	equal, ended := e.equal, e.ended
	e.expr(x)
	e.equal, e.ended = equal, ended
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
	e.answered(s, &r)
	e.returned(r)
	e.dead = true
}

// returned notes one way out of the function.
func (e *eval) returned(r ret) {
	r.always, r.ended = e.equal, e.ended
	e.rets = append(e.rets, r)
	e.runsOff()
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
