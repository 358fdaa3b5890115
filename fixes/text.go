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
	from int           // bytes lit.Value[from:to] spell it, or those of the constant
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

// isSprintf reports whether call is fmt.Sprintf or fmt.Fprintf with one format
// and plain arguments.
func (f *File) isSprintf(call *ast.CallExpr) bool {
	return f.formatIndex(call) >= 0
}

// formatIndex returns which argument of a call is a format, or -1.
func (f *File) formatIndex(call *ast.CallExpr) int {
	fn := callee(f.Info, call)
	if fn == nil || call.Ellipsis.IsValid() {
		return -1
	}
	switch name := fn.FullName(); {
	case name == "fmt.Sprintf" && len(call.Args) > 0:
		return 0
	case name == "fmt.Fprintf" && len(call.Args) > 1:
		return 1
	}
	return -1
}

// format returns the format of such a call.
func (f *File) format(call *ast.CallExpr) ast.Expr { return call.Args[f.formatIndex(call)] }

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
			for i, c := range []byte(constant.StringVal(tv.Value)) {
				out = append(out, atom{ch: c, expr: x, from: i, to: i + 1})
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

// syntax returns the node of the file that e stands for.
func (f *File) syntax(e ast.Expr) ast.Expr {
	for call, lit := range f.formats {
		if ast.Expr(lit) == e {
			return f.format(call)
		}
	}
	return e
}

// isString reports whether t is the type string itself.
func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
