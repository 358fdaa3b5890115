package fixes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A wording is a constant of a package as text: what it says, and the expression that
// says so.
type wording struct {
	value string
	init  ast.Expr
	obj   *types.Const
	file  *File // that declares it
}

// wording returns the constant that a name refers to, if its package declares it as a
// text of its own.
func (t *textEdits) wording(ref ast.Expr) (wording, bool) {
	id, ok := ref.(*ast.Ident)
	if !ok {
		return wording{}, false
	}
	obj, ok := t.fd.file.Info.Uses[id].(*types.Const)
	if !ok || obj.Val().Kind() != constant.String || obj.Pkg() != t.fd.file.Pkg {
		return wording{}, false
	}
	f, ok := t.draft.src.FileAt(obj.Pos())
	if !ok || f.Info == nil || f.editable() != nil {
		return wording{}, false
	}
	for _, n := range f.path(obj.Pos(), obj.Pos()) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			continue
		}
		i := slices.IndexFunc(spec.Names, func(n *ast.Ident) bool { return f.Info.Defs[n] == obj })
		if i >= 0 && i < len(spec.Values) {
			return wording{constant.StringVal(obj.Val()), spec.Values[i], obj, f}, true
		}
	}
	return wording{}, false
}

// textAtoms returns the atoms of a constant that spell text, if it stands there once.
func (f *File) textAtoms(e ast.Expr, text string) []atom {
	v := f.Info.Types[e].Value
	if _, ok := e.(*ast.Ident); !ok || v == nil || v.Kind() != constant.String || text == "" || strings.Count(constant.StringVal(v), text) != 1 {
		return nil
	}
	i := strings.Index(constant.StringVal(v), text)
	return f.atoms(e)[i : i+len(text)]
}

// of reports whether an atom is a character of a constant.
func (a atom) of(s wording) bool {
	return a.isName() && a.lit == nil && a.to == a.from+1 && a.to <= len(s.value) && s.value[a.from] == a.ch
}

// operands lists the operands of a sum.
func operands(e ast.Expr) []ast.Expr {
	if b, ok := ast.Unparen(e).(*ast.BinaryExpr); ok && b.Op == token.ADD {
		return append(operands(b.X), operands(b.Y)...)
	}
	return []ast.Expr{e}
}

// spell writes a new text for a constant: the names it was put together from in front,
// as far as the new text begins in the same way, and the rest as a literal. named
// tells whether there is such a name.
func (s wording) spell(text string) (expr string, named bool) {
	ops := operands(s.init)
	head, n := "", 0
	for _, x := range ops {
		v := s.file.Info.Types[x].Value
		if _, ok := ast.Unparen(x).(*ast.Ident); !ok || v == nil || v.Kind() != constant.String || !strings.HasPrefix(text, head+constant.StringVal(v)) {
			break
		}
		head += constant.StringVal(v)
		n++
	}
	rest := strconv.Quote(text[len(head):])
	switch {
	case n == 0:
		return rest, false
	case head == text:
		return s.file.text(ops[0].Pos(), ops[n-1].End()), true
	}
	return s.file.text(ops[0].Pos(), ops[n-1].End()) + " + " + rest, true
}

// within notes a change inside a constant; it is false if that is not spelt here.
func (t *textEdits) within(a atom, c change) bool {
	if s, ok := t.wording(a.expr); !ok || !a.of(s) {
		return false
	}
	if len(t.names[a.expr]) == 0 {
		t.exprs = append(t.exprs, a.expr)
	}
	if !slices.Contains(t.names[a.expr], c) {
		t.names[a.expr] = append(t.names[a.expr], c)
	}
	return true
}

// respell puts a new text into a constant that nobody else uses, or in the place of
// the name where it is used here. A format may stand there as a literal; of a URL the
// host would be spelt out.
func (t *textEdits) respell(ref ast.Expr, s wording, text string, format bool) error {
	expr, named := s.spell(text)
	if t.alone(s) {
		return t.draft.of(s.file).put(op{kind: opReplace, node: s.init, text: expr})
	}
	if !named && !format {
		return refuse("constant", ref.Pos(), "the text to change is part of the constant %s; give this call a constant of its own", t.fd.file.source(ref))
	}
	return t.fd.put(op{kind: opReplace, node: ref, text: expr})
}

// alone reports whether a constant is named twice in its package: where it is declared
// and where it is used. Files of tests count, by the name alone.
func (t *textEdits) alone(s wording) bool {
	if s.obj.Exported() {
		return false
	}
	n := 0
	for _, f := range t.draft.src.Package(t.fd.file) {
		ast.Inspect(f.Syntax, func(x ast.Node) bool {
			if id, ok := x.(*ast.Ident); ok && id.Name == s.obj.Name() {
				n++
			}
			return n < 3
		})
	}
	return n == 2
}

// changedText is what the changes inside a constant make of it.
func (t *textEdits) changedText(ref ast.Expr) (s wording, text string, changed bool) {
	cuts := slices.Clone(t.names[ref])
	if len(cuts) == 0 {
		return s, "", false
	}
	s, _ = t.wording(ref)
	slices.SortStableFunc(cuts, func(a, b change) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to
	})
	return s, apply(cuts, s.value), true
}
