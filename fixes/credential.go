package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// dropCredential takes out the statements that put the machine credential on
// the request, and marks the fetches that only they need.
func (p *planner) dropCredential() error {
	for _, set := range p.call.Auth.Set {
		if err := p.dropSet(set); err != nil {
			return err
		}
	}
	return nil
}

// dropNear does so where the request is made. What stands elsewhere belongs to
// a client that the request no longer uses, or that chooses by itself.
func (p *planner) dropNear() error {
	for _, set := range p.call.Auth.Set {
		if !p.near(set.Pos) {
			continue
		}
		if err := p.dropSet(set); err != nil {
			return err
		}
	}
	return nil
}

// dropSet takes out one such statement, link of a chain, or element of a header
// literal.
func (p *planner) dropSet(set rest.Span) error {
	fd, err := p.draft.fileOf(set.Pos)
	if err != nil {
		return err
	}
	if call := fd.linkAt(set); call != nil {
		return fd.dropLink(call)
	}
	if elem := elementOf(fd.file, set); elem != nil {
		fd.markFetches(elem)
		return fd.put(op{kind: opDrop, node: elem})
	}
	stmt, _ := fd.file.stmtAt(set.Pos)
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
	default:
		return refuse("credential", set.Pos, "the machine token is not set by a statement of its own")
	}
	if loop := fd.file.loopBetween(stmt, p.site); loop != nil {
		return refuse("credential", loop.Pos(), "the machine token is set in a loop of its own")
	}
	fd.markFetches(stmt)
	out, cond := fd.file.loneCondition(stmt)
	if cond != nil && !fd.removable(cond) {
		out = stmt
	}
	return fd.put(op{kind: opDrop, node: out})
}

// loopBetween returns a loop that holds a statement but not the call.
func (f *File) loopBetween(s ast.Stmt, call *ast.CallExpr) ast.Node {
	for _, n := range f.path(s.Pos(), s.End()) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if call.Pos() < n.Pos() || n.End() <= call.Pos() {
				return n
			}
		}
	}
	return nil
}

// elementOf returns the element of a composite literal that a span covers, or nil.
func elementOf(f *File, span rest.Span) ast.Expr {
	path := f.path(span.Pos, span.End)
	for i, n := range path {
		if _, ok := n.(*ast.FuncLit); ok {
			return nil
		}
		lit, ok := n.(*ast.CompositeLit)
		if !ok || i == 0 {
			continue
		}
		if elem, ok := path[i-1].(ast.Expr); ok && slices.Contains(lit.Elts, elem) {
			return elem
		}
	}
	return nil
}

// dropLink takes a link out of a chain, with the token fetch that only it needs.
func (fd *fileDraft) dropLink(call *ast.CallExpr) error {
	for _, arg := range call.Args {
		fd.markFetches(arg)
		if c, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
			fd.fetch(c)
		}
	}
	return fd.put(op{kind: opUnlink, node: call})
}

// markFetches marks what fills the variables that n reads: the token is got
// there, and may go with its last use.
func (fd *fileDraft) markFetches(n ast.Node) {
	for _, v := range fd.tokenVars(n) {
		for _, init := range fd.inits(v) {
			call, ok := ast.Unparen(init).(*ast.CallExpr)
			if ok && !slices.Contains(fd.fetches, ast.Expr(call)) {
				fd.fetch(call)
			} else if !ok {
				fd.markFetches(init)
			}
		}
	}
}

// tokenVars returns the locals that n reads and that may hold a credential: a
// request or a context does not.
func (fd *fileDraft) tokenVars(n ast.Node) []*types.Var {
	var out []*types.Var
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := fd.file.Info.Uses[id].(*types.Var)
		if !ok || !fd.isLocal(v) || slices.Contains(out, v) {
			return true
		}
		if isNamed(v.Type(), "net/http", "Request") || isNamed(v.Type(), "context", "Context") {
			return true
		}
		out = append(out, v)
		return true
	})
	return out
}

// inits returns the expressions that v is given, the declaration's first.
func (fd *fileDraft) inits(v *types.Var) []ast.Expr {
	var out []ast.Expr
	add := func(pos token.Pos) {
		if a, _ := fd.file.assignAt(pos); a != nil {
			for i, l := range a.Lhs {
				if l.Pos() <= pos && pos < l.End() {
					out = append(out, a.Rhs[min(i, len(a.Rhs)-1)])
				}
			}
			return
		}
		stmt, _ := fd.file.stmtAt(pos)
		if s, ok := stmt.(*ast.DeclStmt); ok {
			if spec, ok := s.Decl.(*ast.GenDecl).Specs[0].(*ast.ValueSpec); ok {
				out = append(out, spec.Values...)
			}
		}
	}
	add(v.Pos())
	for _, id := range fd.usesOf(v) {
		if fd.writes(id) {
			add(id.Pos())
		}
	}
	return out
}
