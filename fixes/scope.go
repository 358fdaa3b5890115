package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// path returns the nodes of f that enclose pos..end, innermost first.
func (f *File) path(pos, end token.Pos) []ast.Node {
	var out []ast.Node
	var visit func(n ast.Node)
	visit = func(n ast.Node) {
		out = append(out, n)
		parts := children
		if n == ast.Node(f.Syntax) { // of many declarations one is asked for
			parts = func(ast.Node) []ast.Node { return f.partAt(pos) }
		}
		for _, c := range parts(n) {
			if c.Pos() <= pos && end <= c.End() && pos < c.End() {
				visit(c)
				return
			}
		}
	}
	visit(f.Syntax)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// children lists the direct children of a node, comments left out.
func children(root ast.Node) []ast.Node {
	var out []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.CommentGroup, *ast.Comment:
			return false
		}
		if n == root {
			return true
		}
		out = append(out, n)
		return false
	})
	return out
}

// exprAt returns the expression that covers exactly pos..end.
func (f *File) exprAt(pos, end token.Pos) ast.Expr {
	var found ast.Expr
	for _, n := range f.path(pos, end) {
		if n.Pos() != pos || n.End() != end {
			break
		}
		if e, ok := n.(ast.Expr); ok {
			found = e
		}
	}
	return found
}

// stmtAt returns the innermost statement of a list that encloses pos, and the list.
func (f *File) stmtAt(pos token.Pos) (ast.Stmt, []ast.Stmt) {
	path := f.path(pos, pos)
	for i, n := range path {
		if list := stmtList(n); list != nil && i > 0 {
			for _, s := range list {
				if s.Pos() <= pos && pos < s.End() {
					return s, list
				}
			}
		}
	}
	return nil, nil
}

// assignAt returns the assignment that holds pos and the node it stands in: a
// list of statements, or the statement whose init it is.
func (f *File) assignAt(pos token.Pos) (*ast.AssignStmt, ast.Node) {
	path := f.path(pos, pos)
	for i, n := range path {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if i+1 < len(path) {
				return n, path[i+1]
			}
		case *ast.FuncLit, *ast.BlockStmt:
			return nil, nil
		}
	}
	return nil, nil
}

// stmtList returns the statements of a node that holds a list of them.
func stmtList(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// next returns the statement after s in list.
func next(list []ast.Stmt, s ast.Stmt) ast.Stmt {
	for i, t := range list {
		if t == s && i+1 < len(list) {
			return list[i+1]
		}
	}
	return nil
}

// lookup returns what a name means at pos.
func (f *File) lookup(name string, pos token.Pos) types.Object {
	if f.Pkg == nil {
		return nil
	}
	scope := f.Info.Scopes[f.Syntax]
	if scope == nil {
		scope = f.Pkg.Scope()
	}
	if inner := scope.Innermost(pos); inner != nil {
		scope = inner
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}

// funcAt returns the functions that enclose pos, innermost first: *ast.FuncLit
// or *ast.FuncDecl.
func (f *File) funcAt(pos token.Pos) []ast.Node {
	var out []ast.Node
	for _, n := range f.path(pos, pos) {
		switch n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			out = append(out, n)
		}
	}
	return out
}

// funcType returns the type syntax of a function node.
func funcType(fn ast.Node) *ast.FuncType {
	switch fn := fn.(type) {
	case *ast.FuncLit:
		return fn.Type
	case *ast.FuncDecl:
		return fn.Type
	}
	return nil
}

// isNamed reports whether t, or what it points to, is the named type.
func isNamed(t types.Type, path, name string) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path
}

// isError reports whether v has type error.
func isError(v types.Object) bool {
	return v != nil && types.Identical(v.Type(), types.Universe.Lookup("error").Type())
}

// isStruct reports whether t is a struct and no pointer to one.
func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}
