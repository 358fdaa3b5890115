package fixes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strconv"
	"strings"
)

// formatAtoms returns the atoms of a Sprintf: the text of its format, and its
// arguments in the place of their verbs. It gives up on a format that is no
// constant, on widths taken from arguments, and on verbs with and without an
// index in one format.
func (f *File) formatAtoms(call *ast.CallExpr) ([]atom, bool) {
	r := &formatReader{f: f, call: call, args: call.Args[f.formatIndex(call)+1:]}
	if lit := f.formatLit(call); lit != nil {
		r.format = literalAtoms(lit)
	} else {
		r.format = f.atoms(f.format(call))
	}
	for i := 0; i < len(r.format); {
		n := r.read(i)
		if n == 0 {
			return nil, false
		}
		i += n
	}
	return r.out, r.indexed || r.next == len(r.args)
}

// A formatReader reads a format atom by atom.
type formatReader struct {
	f       *File
	call    *ast.CallExpr
	args    []ast.Expr
	format  []atom
	out     []atom
	next    int
	indexed bool
}

// read reads the character or verb at i and returns how many atoms it is, or 0.
func (r *formatReader) read(i int) int {
	a := r.format[i]
	if a.isName() && a.ch == '%' {
		return 0
	}
	if a.isHole() || a.ch != '%' {
		r.out = append(r.out, a)
		return 1
	}
	j, index := i+1, 0
	for j < len(r.format) && (isFlag(r.format[j].ch) || r.format[j].ch == '[') {
		if r.format[j].ch == '[' {
			if j, index = r.index(j + 1); index == 0 {
				return 0
			}
		}
		j++
	}
	switch {
	case j >= len(r.format) || r.format[j].lit != a.lit || r.format[j].ch == '*':
		return 0
	case r.format[j].ch == '%':
		r.out = append(r.out, atom{ch: '%', lit: a.lit, from: a.from, to: r.format[j].to})
		return j - i + 1
	case index == 0:
		if r.indexed {
			return 0
		}
		r.next++
		index = r.next
	case r.next > 0:
		return 0
	default:
		r.indexed = true
	}
	if index > len(r.args) {
		return 0
	}
	r.out = append(r.out, atom{lit: a.lit, from: a.from, to: r.format[j].to, expr: r.args[index-1], call: r.call})
	return j - i + 1
}

// index reads "2]" and returns where the bracket is.
func (r *formatReader) index(j int) (end, n int) {
	for ; j < len(r.format) && r.format[j].ch != ']'; j++ {
		c := r.format[j].ch
		if c < '0' || c > '9' {
			return j, 0
		}
		n = 10*n + int(c-'0')
	}
	return j, n
}

// renumber gives the verbs of a format with indexes the arguments that are left.
func (t *textEdits) renumber(call *ast.CallExpr) {
	atoms, _ := t.fd.file.formatAtoms(call)
	args := call.Args[t.fd.file.formatIndex(call)+1:]
	for _, a := range atoms {
		if a.call != call || t.isCut(a) {
			continue
		}
		verb := a.lit.Value[a.from:a.to]
		open, end := strings.IndexByte(verb, '['), strings.IndexByte(verb, ']')
		if open < 0 || end < open {
			continue
		}
		n, _ := strconv.Atoi(verb[open+1 : end])
		left := n
		for _, arg := range args[:n-1] {
			if t.drops(arg) {
				left--
			}
		}
		if left != n {
			t.put(a.lit, change{a.from + open + 1, a.from + end, strconv.Itoa(left)})
		}
	}
}

// formatLit returns the format of a Sprintf as a literal: itself, or what a
// constant says. A literal of the latter kind is not part of the syntax; the
// constant is not edited, an edit puts the literal in its place.
func (f *File) formatLit(call *ast.CallExpr) *ast.BasicLit {
	arg := ast.Unparen(f.format(call))
	if lit, ok := arg.(*ast.BasicLit); ok {
		return lit
	}
	switch arg.(type) {
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return nil
	}
	if lit := f.formats[call]; lit != nil {
		return lit
	}
	tv := f.Info.Types[arg]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return nil
	}
	if f.formats == nil {
		f.formats = map[*ast.CallExpr]*ast.BasicLit{}
	}
	lit := &ast.BasicLit{ValuePos: arg.Pos(), Kind: token.STRING, Value: strconv.Quote(constant.StringVal(tv.Value))}
	f.formats[call] = lit
	return lit
}

// isFlag reports whether c can stand between "%" and the verb.
func isFlag(c byte) bool {
	return c >= '0' && c <= '9' || c == '#' || c == '+' || c == '-' || c == ' ' || c == '.'
}

// percent reports whether what is left of a format holds a "%".
func (t *textEdits) percent(call *ast.CallExpr) bool {
	atoms, _ := t.fd.file.formatAtoms(call)
	for _, a := range atoms {
		if a.ch == '%' {
			return true
		}
	}
	return false
}
