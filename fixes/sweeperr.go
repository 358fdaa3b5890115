package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// killFetch takes out "tok, err := fetch()" with the check of err behind it.
func (fd *fileDraft) killFetch(v *types.Var, s *ast.AssignStmt, list []ast.Stmt) bool {
	var errVar types.Object
	for _, l := range s.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok {
			return false
		}
		obj := fd.file.Info.ObjectOf(id)
		switch {
		case id.Name == "_" || obj == types.Object(v):
		case isError(obj) && errVar == nil:
			errVar = obj
		default:
			return false
		}
	}
	drop := []op{{kind: opDrop, node: s}}
	if errVar != nil {
		check := next(list, s)
		if !fd.isCheck(check, errVar) {
			return false
		}
		drop = append(drop, op{kind: opDrop, node: check})
		fixes, ok := fd.loseErr(s, list, errVar, check.End())
		if !ok {
			return false
		}
		drop = append(fixes, drop...)
	}
	for _, o := range drop {
		if fd.put(o) != nil {
			return false
		}
	}
	return true
}

// killIfFetch takes out "if tok, err = fetch(); err != nil { return … }".
func (fd *fileDraft) killIfFetch(v *types.Var, check *ast.IfStmt) bool {
	a, ok := check.Init.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 || len(a.Lhs) != 2 || !fd.removable(a.Rhs[0]) {
		return false
	}
	errVar := fd.errorOf(a)
	if errVar == nil || variable(fd.file.Info, a.Lhs[0]) != v || !fd.isErrCheck(check, errVar) {
		return false
	}
	if use := fd.firstUse(errVar, check.End()); use != nil && !fd.declares(a, errVar) && !fd.writes(use) {
		return false
	}
	return fd.put(op{kind: opDrop, node: check}) == nil
}

// isCheck reports whether s is "if err != nil { … }" that leaves the function
// or the loop.
func (fd *fileDraft) isCheck(s ast.Stmt, errVar types.Object) bool {
	check, ok := s.(*ast.IfStmt)
	return ok && check.Init == nil && fd.isErrCheck(check, errVar)
}

// isErrCheck is isCheck for a statement that may have an init.
func (fd *fileDraft) isErrCheck(check *ast.IfStmt, errVar types.Object) bool {
	if check.Else != nil || len(check.Body.List) == 0 {
		return false
	}
	cond, ok := ast.Unparen(check.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ {
		return false
	}
	x, ok := ast.Unparen(cond.X).(*ast.Ident)
	y, ok2 := ast.Unparen(cond.Y).(*ast.Ident)
	if !ok || !ok2 || y.Name != "nil" || fd.file.Info.Uses[x] != errVar {
		return false
	}
	return leaves(check.Body.List[len(check.Body.List)-1])
}

// leaves reports whether control does not come out behind s.
func leaves(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch fun := call.Fun.(type) {
		case *ast.Ident:
			return fun.Name == "panic"
		case *ast.SelectorExpr:
			switch fun.Sel.Name {
			case "Fatal", "Fatalf", "Fatalln", "Exit":
				return true
			}
		}
	}
	return false
}

// loseErr returns what must change because s does not set errVar any more
// where it did: the next user may have to declare it. Uses before after (the
// end of the check) go with s. It fails where a value of errVar would be read
// that s has set.
func (fd *fileDraft) loseErr(s *ast.AssignStmt, list []ast.Stmt, errVar types.Object, after token.Pos) ([]op, bool) {
	use := fd.firstUse(errVar, after)
	declared := fd.declares(s, errVar)
	if !declared {
		return nil, use == nil || fd.writes(use)
	}
	if use == nil {
		if fd.mentions(errVar.Name(), s.Pos()) {
			return declareErr(s, errVar), true
		}
		return nil, true
	}
	if !fd.readAfter(errVar, after) {
		return nil, false // whoever declares it next would not use it
	}
	stmt, in := fd.file.stmtAt(use.Pos())
	a, ok := stmt.(*ast.AssignStmt)
	if ok && fd.writes(use) && len(in) > 0 && in[0] == list[0] && fd.setsError(a, use) {
		if a.Tok == token.DEFINE {
			return nil, true
		}
		if fd.sameScope(a, errVar) {
			return []op{{kind: opDefine, node: a, text: ":="}}, true
		}
	}
	return declareErr(s, errVar), true
}

// declareErr declares errVar where s did.
func declareErr(s *ast.AssignStmt, errVar types.Object) []op {
	return []op{{kind: opBefore, node: s, text: "var " + errVar.Name() + " error"}}
}

// firstUse returns the first use of v behind pos that stays.
func (fd *fileDraft) firstUse(v types.Object, pos token.Pos) *ast.Ident {
	for _, u := range fd.memo.uses(fd.file) {
		if u.obj == v && u.id.Pos() >= pos && !fd.gone(u.id.Pos()) {
			return u.id
		}
	}
	return nil
}

// readAfter reports whether v is read behind pos by code that stays.
func (fd *fileDraft) readAfter(v types.Object, pos token.Pos) bool {
	for _, u := range fd.memo.uses(fd.file) {
		if u.obj == v && u.id.Pos() >= pos && !fd.gone(u.id.Pos()) && !fd.writes(u.id) {
			return true
		}
	}
	return fd.mentions(v.Name(), pos)
}

// declares reports whether s is the statement that declares v.
func (fd *fileDraft) declares(s *ast.AssignStmt, v types.Object) bool {
	for _, l := range s.Lhs {
		if id, ok := l.(*ast.Ident); ok && fd.file.Info.Defs[id] == v {
			return true
		}
	}
	return false
}

// setsError reports whether what a assigns to id has type error itself, so
// that a declaration there gives id the same type.
func (fd *fileDraft) setsError(a *ast.AssignStmt, id *ast.Ident) bool {
	want := types.Universe.Lookup("error").Type()
	for i, l := range a.Lhs {
		if ast.Unparen(l) != ast.Expr(id) {
			continue
		}
		if len(a.Rhs) == len(a.Lhs) {
			return types.Identical(fd.file.Info.TypeOf(a.Rhs[i]), want)
		}
		tuple, ok := fd.file.Info.TypeOf(a.Rhs[0]).(*types.Tuple)
		return ok && i < tuple.Len() && types.Identical(tuple.At(i).Type(), want)
	}
	return false
}

// sameScope reports whether all that a assigns to is declared beside v, so
// that := declares v and nothing else.
func (fd *fileDraft) sameScope(a *ast.AssignStmt, v types.Object) bool {
	for _, l := range a.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok {
			return false
		}
		if id.Name == "_" {
			continue
		}
		obj := fd.file.Info.Uses[id]
		if obj == nil || obj.Parent() != v.Parent() || fd.gone(obj.Pos()) && obj != v {
			return false
		}
	}
	return true
}
