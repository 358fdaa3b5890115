package fixes

import (
	"go/token"

	"github.com/dave/dst"
	"github.com/dave/dst/dstutil"
)

// A tree is a declaration that is being changed.
type tree struct {
	root dst.Decl
	twin map[dst.Node]dst.Node // nodes of the form -> nodes of root
}

// do carries out one operation on n.
func (t *tree) do(o op, n dst.Node, more []dst.Node) error {
	done := false
	switch o.kind {
	case opReplace:
		expr, err := parseExpr(o.text)
		if err != nil {
			return refuse("syntax", o.node.Pos(), "cannot write %s here", o.text)
		}
		done = t.replace(n, expr)
	case opDrop:
		done = t.drop(n)
	case opHoist:
		done = t.hoist(n)
	case opUnlink:
		done = t.unlink(n)
	case opLink:
		done = t.link(n, o.text)
	case opDefine:
		if s, ok := n.(*dst.AssignStmt); ok {
			s.Tok, done = token.DEFINE, true
			if o.text == "=" {
				s.Tok = token.ASSIGN
			}
		}
	case opBefore, opAfter, opGuard:
		stmts, err := parseStmts(o.text)
		if err != nil {
			return refuse("syntax", o.node.Pos(), "cannot write %s here", o.text)
		}
		if o.kind == opGuard {
			done = t.guard(n, more, stmts)
		} else {
			done = t.insert(n, stmts, o.kind == opAfter)
		}
	}
	if !done {
		return refuse("syntax", o.node.Pos(), "this cannot be taken out of the statement it stands in")
	}
	return nil
}

// at calls f with the cursor of n.
func (t *tree) at(n dst.Node, f func(c *dstutil.Cursor) bool) bool {
	found, ok := false, false
	dstutil.Apply(t.root, func(c *dstutil.Cursor) bool {
		if found {
			return false
		}
		if c.Node() == n && n != nil {
			found, ok = true, f(c)
			return false
		}
		return true
	}, nil)
	return ok
}

// replace puts expr in the place of n; the comments around n stay.
func (t *tree) replace(n dst.Node, expr dst.Expr) bool {
	return t.at(n, func(c *dstutil.Cursor) bool {
		if _, ok := n.(dst.Expr); !ok {
			return false
		}
		*expr.Decorations() = *n.Decorations()
		c.Replace(expr)
		return true
	})
}

// drop takes n out of the list or the sum it stands in.
func (t *tree) drop(n dst.Node) bool {
	return t.at(n, func(c *dstutil.Cursor) bool {
		switch p := c.Parent().(type) {
		case *dst.BlockStmt:
			return dropStmt(&p.List, c.Index(), &p.Decs.Lbrace, nil)
		case *dst.CaseClause:
			return c.Name() == "Body" && dropStmt(&p.Body, c.Index(), nil, &p.Decs.NodeDecs)
		case *dst.CommClause:
			return c.Name() == "Body" && dropStmt(&p.Body, c.Index(), nil, &p.Decs.NodeDecs)
		case *dst.CompositeLit:
			return c.Name() == "Elts" && dropExpr(&p.Elts, c.Index())
		case *dst.CallExpr:
			return c.Name() == "Args" && dropExpr(&p.Args, c.Index())
		case *dst.BinaryExpr:
			return t.dropOperand(p, c.Name())
		case *dst.IfStmt:
			if c.Name() == "Init" {
				p.Init = nil
				return true
			}
		}
		return false
	})
}

// dropOperand puts the other operand of a sum in its place.
func (t *tree) dropOperand(p *dst.BinaryExpr, name string) bool {
	keep := p.X
	if name == "X" {
		keep = p.Y
	}
	decs := keep.Decorations()
	start, end := decs.Start, decs.End
	decs.Before, decs.After = p.Decs.Before, p.Decs.After
	decs.Start = append(append(dst.Decorations{}, p.Decs.Start...), start...)
	decs.End = append(append(dst.Decorations{}, end...), p.Decs.End...)
	done := t.at(p, func(c *dstutil.Cursor) bool { c.Replace(keep); return true })
	return done
}

// hoist puts the first argument of a call in its place.
func (t *tree) hoist(n dst.Node) bool {
	call, ok := n.(*dst.CallExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	return t.at(n, func(c *dstutil.Cursor) bool {
		decs := call.Args[0].Decorations()
		decs.Before, decs.After = call.Decs.Before, call.Decs.After
		c.Replace(call.Args[0])
		return true
	})
}

// unlink takes the call n out of a chain.
func (t *tree) unlink(n dst.Node) bool {
	call, ok := n.(*dst.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*dst.SelectorExpr)
	if !ok {
		return false
	}
	done := t.at(n, func(c *dstutil.Cursor) bool {
		sel.X.Decorations().After = call.Decs.After
		if next, ok := c.Parent().(*dst.SelectorExpr); ok { // what stands behind the link goes, what stands before it stays
			next.Decs.X = sel.Decs.X
		}
		c.Replace(sel.X)
		return true
	})
	return done && t.dropBare(sel.X)
}

// dropBare takes out a statement that has lost its last link: "q" of
// q.Set(…), "q = q" of q = q.Set(…).
func (t *tree) dropBare(x dst.Expr) bool {
	id, ok := x.(*dst.Ident)
	if !ok {
		return true
	}
	var bare dst.Node
	dst.Inspect(t.root, func(n dst.Node) bool {
		switch n := n.(type) {
		case *dst.ExprStmt:
			if n.X == x {
				bare = n
			}
		case *dst.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 && n.Rhs[0] == x {
				if to, ok := n.Lhs[0].(*dst.Ident); ok && to.Name == id.Name {
					bare = n
				}
			}
		}
		return bare == nil
	})
	return bare == nil || t.drop(bare)
}

// link puts one more link before the last call of a chain.
func (t *tree) link(n dst.Node, text string) bool {
	call, ok := n.(*dst.CallExpr)
	if !ok {
		return false
	}
	last, ok := call.Fun.(*dst.SelectorExpr)
	if !ok {
		return false
	}
	expr, err := parseExpr("x." + text)
	if err != nil {
		return false
	}
	more := expr.(*dst.CallExpr)
	sel := more.Fun.(*dst.SelectorExpr)
	sel.X, last.X = last.X, more
	sel.Sel.Decs.Before = last.Sel.Decs.Before
	return true
}

// dropExpr removes element i of a list of expressions.
func dropExpr[E dst.Expr](list *[]E, i int) bool {
	old := *list
	gone := old[i].Decorations()
	switch {
	case i+1 < len(old):
		next := old[i+1].Decorations()
		next.Before = gone.Before
	case i > 0:
		last := old[i-1].Decorations()
		last.After = gone.After
	}
	*list = append(append([]E{}, old[:i]...), old[i+1:]...)
	return true
}
