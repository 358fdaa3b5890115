package fixes

import (
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

// covered reports whether pos lies in a node that the ops take out. The node
// of an opReplace counts, since its text stands for all of it.
func covered(ops []op, pos token.Pos) bool {
	for _, o := range ops {
		if o.removes() && o.node.Pos() <= pos && pos < o.node.End() {
			return true
		}
		call, ok := o.node.(*ast.CallExpr)
		if ok && o.kind == opHoist && call.Pos() <= pos && pos < call.Lparen {
			return true
		}
		if ok && o.kind == opUnlink && unlinked(call) <= pos && pos < call.End() {
			return true
		}
	}
	return false
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
	for i, o := range ops {
		inside := false
		for j, p := range ops {
			if i == j || !p.removes() || p.node == o.node {
				continue
			}
			if p.node.Pos() <= o.node.Pos() && o.node.End() <= p.node.End() {
				inside = true
			}
		}
		if !inside {
			out = append(out, o)
		}
	}
	return out
}
