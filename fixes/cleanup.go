package fixes

import (
	"go/ast"
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// removeScope takes an element out of a list literal, or an argument out of a
// variadic list.
//
// The last scope of a list stays: the credential would ask for everything.
func (d *draft) removeScope(span rest.Span, others *draft) error {
	fd, err := d.fileOf(span.Pos)
	if err != nil {
		return err
	}
	path := fd.file.path(span.Pos, span.End)
	for i, n := range path {
		if i == 0 {
			continue
		}
		elem, ok := path[i-1].(ast.Expr)
		if !ok || elem.Pos() != span.Pos || elem.End() != span.End {
			continue
		}
		if lit, ok := n.(*ast.CompositeLit); ok && slices.Contains(lit.Elts, elem) {
			if left(lit, others.ops(fd.file)) <= 1 {
				return refuse("scope", elem.Pos(), "this is the last scope of the credential; remove the credential by hand")
			}
			return fd.put(op{kind: opDrop, node: elem})
		}
	}
	return refuse("scope", span.Pos, "the scope is not an element of a list that can be taken out")
}

// left returns how many elements of a literal ops leave.
func left(lit *ast.CompositeLit, ops []op) int {
	n := 0
	for _, e := range lit.Elts {
		if !covered(ops, e.Pos()) {
			n++
		}
	}
	return n
}
