package fixes

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
)

// An opKind says what an operation does.
type opKind uint8

// The operations.
const (
	opReplace opKind = iota // an expression becomes text
	opDrop                  // a statement, element, argument or operand of + goes
	opHoist                 // a call becomes its first argument
	opUnlink                // a call in a chain goes: x.Set(…).Get() becomes x.Get()
	opLink                  // a chain gets one more link before its last call
	opBefore                // statements in text come before a statement
	opAfter                 // statements in text come after a statement
	opGuard                 // a statement and more go into the if that text begins
	opDefine                // = becomes :=, or the other way round
)

// An op is one operation on the syntax of a top-level declaration.
type op struct {
	kind opKind
	node ast.Node
	more []ast.Node // opGuard: statements that go in before node
	text string
}

// same reports whether two ops do the same thing.
func (o op) same(p op) bool {
	return o.kind == p.kind && o.node == p.node && o.text == p.text && slices.Equal(o.more, p.more)
}

// removes reports whether o takes its node out of the program.
func (o op) removes() bool { return o.kind == opReplace || o.kind == opDrop }

// takes returns the range that o takes out of the program, empty if there is none.
func (o op) takes() (from, to token.Pos) {
	switch {
	case o.removes():
		return o.node.Pos(), o.node.End()
	case o.kind == opUnlink:
		if call, ok := o.node.(*ast.CallExpr); ok {
			return unlinked(call), call.End()
		}
	}
	return token.NoPos, token.NoPos
}

// clashes reports whether two different ops cannot both be carried out.
func (o op) clashes(p op) bool {
	if o.node != p.node {
		return false
	}
	switch {
	case o.kind == opBefore, p.kind == opBefore, o.kind == opAfter, p.kind == opAfter:
		return false
	}
	return true
}

// unlinked is where the part of a chain begins that goes with its last call.
func unlinked(call *ast.CallExpr) token.Pos {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return sel.X.End()
	}
	return call.Pos()
}

// effective leaves out the ops inside nodes that other ops take out.
func effective(ops []op) []op {
	var out []op
	holders := removals(ops)
	for _, o := range ops {
		if !holders.around(o.node) {
			out = append(out, o)
		}
	}
	return out
}

// An outer is a node that an op takes out, with the ends that those before it reach.
type outer struct {
	node ast.Node
	far  token.Pos // the farthest end so far …
	of   ast.Node  // … of this node
	next token.Pos // the farthest end of another node
}

// outers are the nodes that ops take out, by where they begin.
type outers []outer

func removals(ops []op) outers {
	var out outers
	for _, o := range ops {
		if o.removes() {
			out = append(out, outer{node: o.node})
		}
	}
	slices.SortStableFunc(out, func(a, b outer) int { return cmp.Compare(a.node.Pos(), b.node.Pos()) })
	var last outer
	for i := range out {
		last.node = out[i].node
		switch end := last.node.End(); {
		case last.node == last.of:
		case end > last.far:
			last.far, last.of, last.next = end, last.node, last.far
		case end > last.next:
			last.next = end
		}
		out[i] = last
	}
	return out
}

// around reports whether n lies in another of the nodes.
func (list outers) around(n ast.Node) bool {
	i, _ := slices.BinarySearchFunc(list, n.Pos()+1, func(o outer, at token.Pos) int { return cmp.Compare(o.node.Pos(), at) })
	if i == 0 {
		return false
	}
	last := list[i-1]
	if last.of == n {
		return n.End() <= last.next
	}
	return n.End() <= last.far
}
