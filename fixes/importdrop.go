package fixes

import (
	"go/ast"
	"go/token"
	"strings"
)

// dropImport removes an import from source text, with its comments, and what
// becomes empty with it: its group, its block.
func dropImport(src string, gone *ast.ImportSpec) string {
	file, tf := parseImports(src)
	if file == nil {
		return src
	}
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		for _, spec := range g.Specs {
			s := spec.(*ast.ImportSpec)
			if importPath(s) != importPath(gone) || localName(s) != localName(gone) {
				continue
			}
			if len(g.Specs) > 1 {
				return dropSpec(src, tf, g, s)
			}
			start := g.Pos()
			if g.Doc != nil {
				start = g.Doc.Pos()
			} else if s.Doc != nil && s.Doc.Pos() < start {
				start = s.Doc.Pos()
			}
			return cutLines(src, tf.Offset(start), tf.Offset(g.End()), true)
		}
	}
	return src
}

// dropSpec removes one of several imports of a block.
func dropSpec(src string, tf *token.File, g *ast.GenDecl, s *ast.ImportSpec) string {
	from, to := tf.Offset(specStart(s)), tf.Offset(s.End())
	line := strings.LastIndexByte(src[:from], '\n') + 1
	if strings.TrimSpace(src[line:from]) != "" || shared(tf, g, s) {
		rest := strings.TrimLeft(src[to:], " \t")
		if strings.HasPrefix(rest, ";") {
			return src[:from] + strings.TrimLeft(rest[1:], " \t")
		}
		return strings.TrimRight(src[:from], " \t;") + src[to:]
	}
	whole := false
	for _, group := range importGroups(tf, g) {
		whole = whole || len(group) == 1 && group[0] == s
	}
	return cutLines(src, from, to, whole)
}

// shared reports whether another import stands on the line of s.
func shared(tf *token.File, g *ast.GenDecl, s *ast.ImportSpec) bool {
	for _, other := range g.Specs {
		if other != ast.Spec(s) && tf.Line(other.Pos()) == tf.Line(s.End()) {
			return true
		}
	}
	return tf.Line(g.Rparen) == tf.Line(s.End())
}

// cutLines removes the lines from..to stand on. With blank set, the blank line
// goes that would be one too many then.
func cutLines(src string, from, to int, blank bool) string {
	line, rest := strings.LastIndexByte(src[:from], '\n')+1, src[to:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if strings.TrimSpace(src[line:from]) != "" || opensComment(rest) {
		return src[:from] + src[to:] // not alone on its lines
	}
	from = line
	if i := strings.IndexByte(src[to:], '\n'); i >= 0 {
		to += i + 1
	} else {
		to = len(src)
	}
	before := strings.HasSuffix(src[:from], "\n\n")
	after := strings.HasPrefix(src[to:], "\n")
	switch {
	case !blank:
	case before && (after || strings.HasPrefix(src[to:], ")")):
		from--
	case after && strings.HasSuffix(src[:from], "(\n"):
		to++
	}
	return src[:from] + src[to:]
}

// lineChanges returns the changes between two texts, line by line. What goes
// and what comes are separate changes.
func lineChanges(a, b string) []change {
	la, lb := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	n := 0
	for n < len(la) && n < len(lb) && la[n] == lb[n] {
		n++
	}
	ea, eb := len(la), len(lb)
	for ea > n && eb > n && la[ea-1] == lb[eb-1] {
		ea, eb = ea-1, eb-1
	}
	var (
		out  []change
		i, j = n, n
		off  = len(strings.Join(la[:n], ""))
	)
	emit := func(ti, tj int) {
		if cut := strings.Join(la[i:ti], ""); cut != "" {
			out = append(out, change{off, off + len(cut), ""})
			off += len(cut)
		}
		if text := strings.Join(lb[j:tj], ""); text != "" {
			out = append(out, change{off, off, text})
		}
		i, j = ti, tj
	}
	for _, m := range myers(asLexemes(la[n:ea]), asLexemes(lb[n:eb])) {
		emit(m[0]+n, m[1]+n)
		off += len(la[i])
		i, j = i+1, j+1
	}
	emit(ea, eb)
	return out
}

// asLexemes makes lines comparable by myers.
func asLexemes(lines []string) []lexeme {
	var out []lexeme
	for _, l := range lines {
		out = append(out, lexeme{kind: token.STRING, text: l})
	}
	return out
}
