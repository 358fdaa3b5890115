package fixes

import (
	"go/token"
	"strings"
)

// mentions reports whether text that is put into the file uses a name. With a
// valid pos only the operations count that stand in the declaration of pos.
func (fd *fileDraft) mentions(name string, pos token.Pos) bool {
	decl := fd.file.declAt(pos)
	for _, o := range effective(fd.ops) {
		if decl != nil && (o.node.Pos() < decl.Pos() || decl.End() < o.node.Pos()) {
			continue
		}
		if mentioned(o.text, name) {
			return true
		}
	}
	if decl != nil {
		return false
	}
	for _, a := range fd.after {
		if mentioned(a.text, name) {
			return true
		}
	}
	return false
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
