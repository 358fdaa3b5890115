package fixes

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// textEdits collects changes to the texts that URLs are spelt with.
type textEdits struct {
	fd    *fileDraft
	cuts  map[*ast.BasicLit][]change // of the bytes of a literal
	gone  map[ast.Expr]string        // operands of sums that go, and what comes in their place
	after map[ast.Expr]string        // what comes after an operand that stays
	args  []ast.Expr                 // arguments of Sprintf that go
	calls []*ast.CallExpr            // Sprintfs that lost an argument
	names map[ast.Expr][]change      // of the texts of constants
	exprs []ast.Expr                 // everything that was touched, in order
	draft *draft
}

func newTextEdits(fd *fileDraft, d *draft) *textEdits {
	return &textEdits{fd: fd, draft: d, names: map[ast.Expr][]change{}, cuts: map[*ast.BasicLit][]change{}, gone: map[ast.Expr]string{}, after: map[ast.Expr]string{}}
}

// cut takes an atom out.
func (t *textEdits) cut(a atom) error {
	switch {
	case a.isName() && t.within(a, change{a.from, a.to, ""}):
	case a.isName():
		return refuse("constant", a.expr.Pos(), "the text to change is part of the constant %s; give this call a constant of its own", t.fd.file.source(a.expr))
	case a.lit != nil:
		t.put(a.lit, change{a.from, a.to, ""})
		if a.call != nil && !slices.Contains(t.args, a.expr) {
			t.args = append(t.args, a.expr)
			t.calls = append(t.calls, a.call)
		}
	default:
		if _, ok := t.gone[a.expr]; !ok {
			t.gone[a.expr] = ""
			t.exprs = append(t.exprs, a.expr)
		}
	}
	return nil
}

// insert puts text behind an atom. The atom may be one that is cut.
func (t *textEdits) insert(a atom, text string) {
	switch {
	case a.call != nil:
		t.put(a.lit, change{a.to, a.to, strings.ReplaceAll(text, "%", "%%")})
	case a.lit != nil:
		t.put(a.lit, change{a.to, a.to, text})
	default:
		if old, ok := t.gone[a.expr]; ok {
			t.gone[a.expr] = old + text
			return
		}
		t.after[a.expr] += text
		t.exprs = append(t.exprs, a.expr)
	}
}

// put adds a change to a literal.
func (t *textEdits) put(lit *ast.BasicLit, c change) {
	if slices.Contains(t.cuts[lit], c) {
		return
	}
	if len(t.cuts[lit]) == 0 {
		t.exprs = append(t.exprs, lit)
	}
	t.cuts[lit] = append(t.cuts[lit], c)
}

// value returns the new wording of a literal without its quotes.
func (t *textEdits) value(lit *ast.BasicLit) (string, bool) {
	cuts, ok := t.cuts[lit]
	inner := lit.Value[1 : len(lit.Value)-1]
	if !ok {
		return inner, false
	}
	sorted := slices.Clone(cuts)
	slices.SortStableFunc(sorted, func(a, b change) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	for i := range sorted {
		sorted[i].from--
		sorted[i].to--
	}
	return apply(sorted, inner), true
}

// finish turns the collected changes into operations.
func (t *textEdits) finish() error {
	for _, call := range t.calls {
		t.renumber(call)
	}
	var sums []ast.Expr
	for _, e := range t.exprs {
		sum := t.sum(e)
		if !slices.Contains(sums, sum) {
			sums = append(sums, sum)
		}
	}
	for _, sum := range sums {
		if err := t.finishSum(sum); err != nil {
			return err
		}
	}
	for _, arg := range t.args {
		if !t.drops(arg) {
			continue
		}
		if err := t.fd.put(op{kind: opDrop, node: arg}); err != nil {
			return err
		}
	}
	return t.unformat()
}

// isCut reports whether the verb of an argument goes.
func (t *textEdits) isCut(a atom) bool {
	return slices.Contains(t.cuts[a.lit], change{a.from, a.to, ""})
}

// drops reports whether an argument goes: every verb that takes it does.
func (t *textEdits) drops(arg ast.Expr) bool {
	i := slices.Index(t.args, arg)
	if i < 0 {
		return false
	}
	atoms, _ := t.fd.file.formatAtoms(t.calls[i])
	return !slices.ContainsFunc(atoms, func(a atom) bool { return a.expr == arg && a.call != nil && !t.isCut(a) })
}

// sum returns the largest sum that e is an operand of, or e.
func (t *textEdits) sum(e ast.Expr) ast.Expr {
	path := t.fd.file.path(e.Pos(), e.End())
	out, i := e, slices.Index(path, ast.Node(e))
	for i++; i > 0 && i < len(path); i++ {
		switch up := path[i].(type) {
		case *ast.ParenExpr:
			continue
		case *ast.BinaryExpr:
			if up.Op == token.ADD {
				out = up
				continue
			}
		}
		break
	}
	return out
}

// A term is an operand of a sum with its new text.
type term struct {
	expr    ast.Expr
	lit     *ast.BasicLit // if the operand is a literal
	text    string        // of a literal, or that takes the place of the operand
	changed bool
	drop    bool
	after   string // text that has to follow the operand, with no literal to hold it

	wording wording // of a constant whose text changed
	respelt bool
}

// finishSum makes the operations for one sum: texts that meet are joined into
// one literal, what is empty goes.
func (t *textEdits) finishSum(sum ast.Expr) error {
	terms := t.terms(sum)
	join(terms)
	left := 0
	for _, x := range terms {
		if !x.drop {
			left++
		}
	}
	if left == 0 {
		return t.emptySum(sum)
	}
	for _, x := range terms {
		o := op{kind: opReplace, node: t.fd.file.syntax(x.expr)}
		switch {
		case x.drop:
			o.kind = opDrop
		case x.after != "":
			o.text = t.fd.file.source(x.expr) + ` + "` + x.after + `"`
		case x.respelt:
			if err := t.respell(x.expr, x.wording, x.text, false); err != nil {
				return err
			}
			continue
		case x.lit != nil && x.changed:
			if ref := o.node.(ast.Expr); ref != ast.Expr(x.lit) { // a format that a constant holds
				s, ok := t.wording(ref)
				text, err := strconv.Unquote(x.lit.Value[:1] + x.text + x.lit.Value[:1])
				if ok && err == nil {
					if err := t.respell(ref, s, text, true); err != nil {
						return err
					}
					continue
				}
			}
			o.text = x.lit.Value[:1] + x.text + x.lit.Value[:1]
		case x.changed:
			o.text = `"` + x.text + `"`
		default:
			continue
		}
		if err := t.fd.put(o); err != nil {
			return err
		}
	}
	return nil
}

// terms lists the operands of a sum.
func (t *textEdits) terms(e ast.Expr) []*term {
	switch x := e.(type) {
	case *ast.ParenExpr:
		if b, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && b.Op == token.ADD {
			return t.terms(b)
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return append(t.terms(x.X), t.terms(x.Y)...)
		}
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			text, changed := t.value(x)
			return []*term{{expr: x, lit: x, text: text, changed: changed}}
		}
	}
	if text, ok := t.gone[e]; ok {
		return []*term{{expr: e, text: text, changed: true}}
	}
	if s, text, ok := t.changedText(e); ok {
		return []*term{{expr: e, wording: s, text: text + t.after[e], respelt: true, drop: text+t.after[e] == ""}}
	}
	return []*term{{expr: e, after: t.after[e]}}
}

// join moves texts into the literals beside them and marks what is empty.
func join(terms []*term) {
	isText := func(x *term) bool { return !x.drop && (x.lit != nil || x.changed) }
	for i, x := range terms {
		if x.after != "" && i+1 < len(terms) && isText(terms[i+1]) && plain(terms[i+1]) {
			terms[i+1].text, terms[i+1].changed = x.after+terms[i+1].text, true
			x.after = ""
		}
	}
	var prev *term
	for _, x := range terms {
		switch {
		case isText(x) && x.changed && x.text == "":
			x.drop = true
			continue
		case !isText(x):
			prev = nil
			continue
		case prev == nil || !prev.changed && !x.changed || !plain(prev) || !plain(x):
		case prev.lit == nil && x.lit != nil:
			x.text, x.changed = prev.text+x.text, true
			prev.drop = true
		default:
			prev.text, prev.changed = prev.text+x.text, true
			x.drop = true
			continue
		}
		prev = x
	}
}

// plain reports whether a text reads the same in either kind of literal.
func plain(x *term) bool { return !strings.ContainsAny(x.text, "\\\"`\n") }

// unformat turns Sprintf calls that have no verb left into their text.
func (t *textEdits) unformat() error {
	for _, call := range t.calls {
		bare := t.fd.file.formatIndex(call) == 0
		for _, arg := range call.Args[1:] {
			bare = bare && t.drops(arg)
		}
		if bare && !t.percent(call) {
			if err := t.fd.put(op{kind: opHoist, node: call}); err != nil {
				return err
			}
		}
	}
	return nil
}
