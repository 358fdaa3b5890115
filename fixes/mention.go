package fixes

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// mentions reports whether text that is put into the file uses a name. With a
// valid pos only the operations count that stand in the declaration of pos.
func (fd *fileDraft) mentions(name string, pos token.Pos) bool {
	decl := fd.file.declAt(pos)
	if decl != nil {
		return slices.ContainsFunc(fd.effects()[decl], func(o op) bool { return mentioned(o.text, name) })
	}
	for _, ops := range fd.effects() {
		if slices.ContainsFunc(ops, func(o op) bool { return mentioned(o.text, name) }) {
			return true
		}
	}
	for _, a := range fd.after {
		if mentioned(a.text, name) {
			return true
		}
	}
	return false
}

// effects returns, by declaration, the ops that do not lie in code that goes.
func (fd *fileDraft) effects() map[ast.Decl][]op {
	if fd.acting == nil || fd.actingOps != len(fd.ops) {
		fd.acting, fd.actingOps = opsByDecl(fd.file, effective(fd.ops)), len(fd.ops)
	}
	return fd.acting
}

// mentioned reports whether Go text uses an identifier, other than as a selector.
func mentioned(text, name string) bool {
	if !strings.Contains(text, name) {
		return false
	}
	prev := token.ILLEGAL
	for _, l := range lexemes(text) {
		if l.kind == token.IDENT && l.text == name && prev != token.PERIOD {
			return true
		}
		prev = l.kind
	}
	return false
}
