package fixes

import (
	"go/ast"
	"go/token"
	"slices"
)

// A span is a range of source.
type span struct{ from, to token.Pos }

// Gaps are ranges of source that are taken out, without those
// that lie in another.
type gaps struct{ list []span } // sorted, without overlap

// add adds a range. Ranges of syntax lie in each other or apart.
func (s *gaps) add(from, to token.Pos) {
	if from >= to {
		return
	}
	i, _ := slices.BinarySearchFunc(s.list, from, func(sp span, at token.Pos) int { return int(sp.to - at) })
	for i < len(s.list) && s.list[i].to <= from {
		i++
	}
	j := i
	for ; j < len(s.list) && s.list[j].from < to; j++ {
		from, to = min(from, s.list[j].from), max(to, s.list[j].to)
	}
	s.list = slices.Replace(s.list, i, j, span{from, to})
}

// hold reports whether a position lies in one of the ranges.
func (s *gaps) hold(pos token.Pos) bool {
	i, ok := slices.BinarySearchFunc(s.list, pos, func(sp span, at token.Pos) int { return int(sp.from - at) })
	return ok || i > 0 && pos < s.list[i-1].to
}

// gone reports whether pos lies in syntax that is taken out.
func (fd *fileDraft) gone(pos token.Pos) bool {
	for ; fd.seenOps < len(fd.ops); fd.seenOps++ {
		fd.out.add(fd.ops[fd.seenOps].leaves())
	}
	for ; fd.seenDeleted < len(fd.deleted); fd.seenDeleted++ {
		fd.out.add(fd.deleted[fd.seenDeleted].Pos(), fd.deleted[fd.seenDeleted].End())
	}
	return fd.out.hold(pos)
}

// leaves returns the range that is not in the program any more when o is done, empty
// if there is none. The node of an opReplace counts, since its text stands for all of
// it; so does the name of the function of an opHoist.
func (o op) leaves() (from, to token.Pos) {
	if call, ok := o.node.(*ast.CallExpr); ok && o.kind == opHoist {
		return call.Pos(), call.Lparen
	}
	return o.takes()
}

// covered reports whether pos lies in a node that the ops take out.
func covered(ops []op, pos token.Pos) bool {
	return slices.ContainsFunc(ops, func(o op) bool {
		from, to := o.leaves()
		return from <= pos && pos < to
	})
}
