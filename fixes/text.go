package fixes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"github.com/m2me/m2me/internal/rest"
)

// An atom is the smallest thing a URL in source is made of: one character of a
// literal, one character of a named constant, or a hole.
type atom struct {
	ch   byte          // the character; 0 for a hole and for what is not ASCII
	lit  *ast.BasicLit // the literal that spells it, or holds the verb of the hole
	from int           // bytes lit.Value[from:to] spell it
	to   int
	expr ast.Expr      // the hole, or the reference to the constant
	call *ast.CallExpr // the Sprintf whose argument expr is
	link rest.Span     // of "{name}": the setter that fills it
}

func (a atom) isHole() bool { return a.expr != nil && a.ch == 0 }
func (a atom) isName() bool { return a.expr != nil && a.ch != 0 }

// carrier returns the outermost sum or Sprintf that e is part of, and the
// operand or argument of the innermost one that holds e.
func (f *File) carrier(e ast.Expr) (outer, operand ast.Expr) {
	path := f.path(e.Pos(), e.End())
	i := 0
	for i < len(path) && path[i] != ast.Node(e) {
		i++
	}
	outer, operand = e, e
	joined := false
	for i++; i < len(path); i++ {
		up, ok := path[i].(ast.Expr)
		if !ok {
			break
		}
		switch {
		case f.joins(up):
			outer, joined = up, true
			continue
		case joined && isParen(up):
			continue
		case joined:
			return outer, operand
		}
		if f.transparent(up) {
			operand, outer = up, up
			continue
		}
		break
	}
	return outer, operand
}

// joins reports whether e joins strings from operands: a sum or a Sprintf.
func (f *File) joins(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return e.Op == token.ADD
	case *ast.CallExpr:
		return f.isSprintf(e)
	}
	return false
}

func isParen(e ast.Expr) bool {
	_, ok := e.(*ast.ParenExpr)
	return ok
}

// transparent reports whether e only passes on a user id: a conversion, an
// escape, a selector.
func (f *File) transparent(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr, *ast.StarExpr:
		return true
	case *ast.SelectorExpr:
		return true
	case *ast.CallExpr:
		if tv, ok := f.Info.Types[e.Fun]; ok && tv.IsType() {
			return true
		}
		fn := callee(f.Info, e)
		if fn == nil || fn.Pkg() == nil {
			return false
		}
		return fn.Name() == "String" && len(e.Args) == 0 || fn.Pkg().Path() == "strconv" ||
			len(e.Args) == 1 && pureCall(f.Info, e)
	}
	return false
}

// isSprintf reports whether call is fmt.Sprintf with one format and plain arguments.
func (f *File) isSprintf(call *ast.CallExpr) bool {
	fn := callee(f.Info, call)
	return fn != nil && fn.FullName() == "fmt.Sprintf" && len(call.Args) > 0 && !call.Ellipsis.IsValid()
}

// atoms cuts an expression into atoms.
func (f *File) atoms(e ast.Expr) []atom {
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return append(f.atoms(x.X), f.atoms(x.Y)...)
		}
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			return literalAtoms(x)
		}
	case *ast.CallExpr:
		if f.isSprintf(x) {
			if out, ok := f.formatAtoms(x); ok {
				return out
			}
		}
	case *ast.Ident, *ast.SelectorExpr:
		if tv := f.Info.Types[x]; tv.Value != nil && tv.Value.Kind() == constant.String {
			var out []atom
			for _, c := range []byte(constant.StringVal(tv.Value)) {
				out = append(out, atom{ch: c, expr: x})
			}
			return out
		}
	}
	return []atom{{expr: e}}
}

// literalAtoms returns the characters of a string literal.
func literalAtoms(lit *ast.BasicLit) []atom {
	var out []atom
	for s := lit.Value[1 : len(lit.Value)-1]; s != ""; {
		from := len(lit.Value) - 1 - len(s)
		ch, tail := s[0], s[1:]
		if lit.Value[0] == '"' {
			r, _, t, err := strconv.UnquoteChar(s, '"')
			if err != nil {
				return nil
			}
			ch, tail = byte(r), t
			if r > 127 {
				ch = 0
			}
		}
		out = append(out, atom{ch: ch, lit: lit, from: from, to: len(lit.Value) - 1 - len(tail)})
		s = tail
	}
	return out
}

// formatAtoms returns the atoms of a Sprintf: the text of its format, and its
// arguments in the place of their verbs. It gives up on a format that is no
// literal, on argument indexes and on widths taken from arguments.
func (f *File) formatAtoms(call *ast.CallExpr) ([]atom, bool) {
	var out []atom
	var format []atom
	if lit := f.formatLit(call); lit != nil {
		format = literalAtoms(lit)
	} else {
		format = f.atoms(call.Args[0])
	}
	args := call.Args[1:]
	for i := 0; i < len(format); i++ {
		a := format[i]
		if a.isHole() || a.isName() && a.ch == '%' {
			return nil, false
		}
		if a.ch != '%' {
			out = append(out, a)
			continue
		}
		j := i + 1
		for j < len(format) && isFlag(format[j].ch) {
			j++
		}
		switch {
		case j == len(format) || format[j].lit != a.lit:
			return nil, false
		case format[j].ch == '%':
			out = append(out, atom{ch: '%', lit: a.lit, from: a.from, to: format[j].to})
		case len(args) == 0 || format[j].ch == '[' || format[j].ch == '*':
			return nil, false
		default:
			out = append(out, atom{lit: a.lit, from: a.from, to: format[j].to, expr: args[0], call: call})
			args = args[1:]
		}
		i = j
	}
	return out, len(args) == 0
}

// formatLit returns the format of a Sprintf as a literal: itself, or what a
// constant says. A literal of the latter kind is not part of the syntax; the
// constant is not edited, an edit puts the literal in its place.
func (f *File) formatLit(call *ast.CallExpr) *ast.BasicLit {
	arg := ast.Unparen(call.Args[0])
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

// syntax returns the node of the file that e stands for.
func (f *File) syntax(e ast.Expr) ast.Expr {
	for call, lit := range f.formats {
		if ast.Expr(lit) == e {
			return call.Args[0]
		}
	}
	return e
}

// isFlag reports whether c can stand between "%" and the verb.
func isFlag(c byte) bool {
	return c >= '0' && c <= '9' || c == '#' || c == '+' || c == '-' || c == ' ' || c == '.'
}

// isString reports whether t is the type string itself.
func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
