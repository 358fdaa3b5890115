package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
)

// sweep adds what dies with the operations of a draft: locals, then helper
// functions, until nothing more does. Imports are seen to when text is made.
func (d *draft) sweep() {
	for changed := true; changed; {
		changed = false
		for _, fd := range d.files {
			for fd.file.Info != nil && fd.sweepLocals() {
				changed = true
			}
		}
		for _, fd := range d.files {
			changed = fd.file.Info != nil && fd.sweepFuncs(d) || changed
		}
	}
}

// sweepLocals takes out one local variable that has lost its last use.
func (fd *fileDraft) sweepLocals() bool {
	for _, v := range fd.orphans() {
		if fd.kill(v) {
			return true
		}
	}
	return false
}

// orphans returns the locals that were used in code that goes and are read
// nowhere else, in source order.
func (fd *fileDraft) orphans() []*types.Var {
	lost := map[*types.Var]bool{}
	for _, u := range fd.memo.uses(fd.file) {
		if v, ok := u.obj.(*types.Var); ok && fd.isLocal(v) && fd.gone(u.id.Pos()) {
			lost[v] = true
		}
	}
	for _, u := range fd.memo.uses(fd.file) {
		if v, ok := u.obj.(*types.Var); ok && lost[v] && !fd.gone(u.id.Pos()) && !fd.writes(u.id) {
			delete(lost, v)
		}
	}
	var out []*types.Var
	for v := range lost {
		if !fd.gone(v.Pos()) && !fd.renamed(v) && !fd.mentions(v.Name(), v.Pos()) {
			out = append(out, v)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Pos() > out[j].Pos() })
	return out
}

// isLocal reports whether v is declared in the body of a function of the file.
func (fd *fileDraft) isLocal(v *types.Var) bool {
	return v.Kind() == types.LocalVar && fd.file.holds(v.Pos())
}

// renamed reports whether v was turned into the blank identifier already.
func (fd *fileDraft) renamed(v *types.Var) bool {
	for _, o := range fd.ops {
		if o.kind == opReplace && o.node.Pos() == v.Pos() ||
			o.kind == opAfter && o.text == "_ = "+v.Name() && o.node.Pos() <= v.Pos() && v.Pos() < o.node.End() {
			return true
		}
	}
	return false
}

// writes reports whether id is only assigned to where it stands: such a use
// does not count for the compiler.
func (fd *fileDraft) writes(id *ast.Ident) bool {
	path := fd.file.path(id.Pos(), id.End())
	for _, n := range path {
		switch n := n.(type) {
		case *ast.Ident, *ast.ParenExpr:
			continue
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if ast.Unparen(l) == ast.Expr(id) {
					return n.Tok == token.ASSIGN || n.Tok == token.DEFINE
				}
			}
		}
		return false
	}
	return false
}

// kill takes out the declaration of v and the assignments to it. What may have
// an effect stays, its value given to the blank identifier.
func (fd *fileDraft) kill(v *types.Var) bool {
	stmt, list := fd.file.stmtAt(v.Pos())
	if stmt == nil {
		return false
	}
	done := false
	for _, w := range fd.writesOf(v) {
		done = fd.killWrite(v, w) || done
	}
	switch s := stmt.(type) {
	case *ast.AssignStmt:
		return fd.killDefine(v, s, list) || done
	case *ast.DeclStmt:
		return fd.killVar(s) || fd.put(op{kind: opAfter, node: s, text: "_ = " + v.Name()}) == nil || done
	}
	return fd.killInit(v, stmt) || done
}

// killInit takes out a variable of the init of a statement, or of a range. An
// if statement that has nothing left to do goes as a whole.
func (fd *fileDraft) killInit(v *types.Var, stmt ast.Stmt) bool {
	a, parent := fd.file.assignAt(v.Pos())
	check, ok := parent.(*ast.IfStmt)
	if ok && check.Init == ast.Stmt(a) && ast.Stmt(check) == stmt && check.Else == nil && len(a.Rhs) == 1 &&
		fd.removable(a.Rhs[0]) && fd.removable(check.Cond) && fd.emptied(check.Body) {
		return fd.put(op{kind: opDrop, node: check}) == nil
	}
	if a != nil {
		return fd.blank(v, a)
	}
	if r, ok := stmt.(*ast.RangeStmt); ok {
		for _, x := range []ast.Expr{r.Key, r.Value} {
			if id, ok := x.(*ast.Ident); ok && id.Pos() == v.Pos() {
				return fd.put(op{kind: opReplace, node: id, text: "_"}) == nil
			}
		}
	}
	return false
}

// emptied reports whether all statements of a block go.
func (fd *fileDraft) emptied(b *ast.BlockStmt) bool {
	for _, s := range b.List {
		if !fd.gone(s.Pos()) {
			return false
		}
	}
	return true
}

// writesOf returns the assignments to v that stay, other than its declaration.
func (fd *fileDraft) writesOf(v *types.Var) []*ast.Ident {
	var out []*ast.Ident
	for _, u := range fd.memo.uses(fd.file) {
		if u.obj == types.Object(v) && !fd.gone(u.id.Pos()) {
			out = append(out, u.id)
		}
	}
	return out
}

// killWrite takes out an assignment to a dead variable, or its name in it.
func (fd *fileDraft) killWrite(v *types.Var, id *ast.Ident) bool {
	stmt, _ := fd.file.stmtAt(id.Pos())
	a, ok := stmt.(*ast.AssignStmt)
	if ok && len(a.Lhs) == 1 && fd.removable(a.Rhs[0]) {
		return fd.put(op{kind: opDrop, node: a}) == nil
	}
	if check, ok := stmt.(*ast.IfStmt); ok && fd.killIfFetch(v, check) {
		return true
	}
	return fd.put(op{kind: opReplace, node: id, text: "_"}) == nil
}

// killVar takes out "var x = …" if that has no effect.
func (fd *fileDraft) killVar(s *ast.DeclStmt) bool {
	g, ok := s.Decl.(*ast.GenDecl)
	if !ok || len(g.Specs) != 1 {
		return false
	}
	spec, ok := g.Specs[0].(*ast.ValueSpec)
	if !ok || len(spec.Names) != 1 {
		return false
	}
	for _, x := range spec.Values {
		if !fd.removable(x) {
			return false
		}
	}
	return fd.put(op{kind: opDrop, node: s}) == nil
}

// killDefine takes out "x := …" or "x, err := …" with the check of err.
func (fd *fileDraft) killDefine(v *types.Var, s *ast.AssignStmt, list []ast.Stmt) bool {
	if len(s.Rhs) == 1 && fd.removable(s.Rhs[0]) {
		if len(s.Lhs) == 1 {
			return fd.put(op{kind: opDrop, node: s}) == nil
		}
		if fd.killFetch(v, s, list) {
			return true
		}
	}
	return fd.blank(v, s)
}

// blank turns the name of v in its declaration into "_".
func (fd *fileDraft) blank(v *types.Var, s *ast.AssignStmt) bool {
	others := 0
	var name ast.Node
	for _, l := range s.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok {
			continue
		}
		if def := fd.file.Info.Defs[id]; def == types.Object(v) {
			name = id
		} else if def != nil && id.Name != "_" && !fd.isBlanked(id) {
			others++
		}
	}
	if name == nil || fd.put(op{kind: opReplace, node: name, text: "_"}) != nil {
		return false
	}
	if others == 0 {
		_ = fd.put(op{kind: opDefine, node: s, text: "="})
	}
	return true
}

// isBlanked reports whether id was turned into "_".
func (fd *fileDraft) isBlanked(id *ast.Ident) bool {
	for _, o := range fd.ops {
		if o.kind == opReplace && o.node == ast.Node(id) {
			return true
		}
	}
	return false
}
