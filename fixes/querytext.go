package fixes

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// dropText takes "user_id=" + id out of the text of a URL, with the "?" or "&"
// that it needs.
func (p *planner) dropText(q rest.Param) error {
	fd, err := p.draft.fileOf(q.Src.Pos)
	if err != nil {
		return err
	}
	atoms, from, to, err := p.findText(fd.file, q)
	if err != nil {
		if done, why := p.dropPieces(q); done {
			return why
		}
		return err
	}
	last := to == len(atoms) || atoms[to].ch == '#'
	if last {
		from = p.droppedBefore(atoms, from)
	}
	switch {
	case !last && atoms[to].ch == '&':
		to++
	case !last:
		return refuse("query", q.Src.Pos, "what follows %s in the URL may be part of its value", q.Key)
	case from > 0 && atoms[from-1].ch == '&':
		from--
	case from > 0 && atoms[from-1].ch == '?':
		if p.otherTexts(fd.file, q, atoms) {
			return refuse("query", q.Src.Pos, "more parameters are added to the URL later; put them first or use url.Values")
		}
		from--
	}
	for _, a := range atoms[from:to] {
		t, err := p.texts(a)
		if err != nil {
			return err
		}
		if err := t.cut(a); err != nil {
			return err
		}
	}
	return nil
}

// droppedBefore returns where the parameters begin that end at atom from and go,
// too.
func (p *planner) droppedBefore(atoms []atom, from int) int {
	for from > 0 && atoms[from-1].ch == '&' {
		start := from - 1
		for start > 0 && atoms[start-1].ch != '&' && atoms[start-1].ch != '?' {
			start--
		}
		if !slices.ContainsFunc(p.match.DropQuery, func(i int) bool {
			key := ""
			if i < len(p.call.Query) {
				key = p.call.Query[i].Key + "="
			}
			return key != "" && len(key) < from-start && spells(atoms[start:start+len(key)], key)
		}) {
			break
		}
		from = start
	}
	return from
}

// findText finds the atoms from..to that spell a parameter.
func (p *planner) findText(f *File, q rest.Param) (atoms []atom, from, to int, err error) {
	var e ast.Expr
	for _, part := range q.Value {
		if part.Src.IsValid() && f.holds(part.Src.Pos) {
			if e = f.exprAt(part.Src.Pos, part.Src.End); e == nil {
				e = literalExpr(f, part.Src.Pos)
			}
			break
		}
	}
	if e == nil {
		if e = literalExpr(f, q.Src.Pos+1); e == nil {
			return nil, 0, 0, refuse("query", q.Src.Pos, "the place of %s in the URL was not found", q.Key)
		}
	}
	outer, _ := f.carrier(e)
	atoms = f.atoms(outer)
	key := q.Key + "="
	for i := 0; i+len(key) <= len(atoms); i++ {
		if !spells(atoms[i:i+len(key)], key) || i > 0 && atoms[i-1].ch != '?' && atoms[i-1].ch != '&' {
			continue
		}
		to = i + len(key)
		for to < len(atoms) && atoms[to].ch != '&' && atoms[to].ch != '#' && !(atoms[to].isHole() && to > i+len(key)) {
			to++
		}
		return atoms, i, to, nil
	}
	return nil, 0, 0, refuse("query", q.Src.Pos, "%s and its value are not written in one expression; write them in one, or use url.Values", q.Key)
}

// literalExpr returns the literal at pos as an expression, or nil.
func literalExpr(f *File, pos token.Pos) ast.Expr {
	if lit := f.literalAt(pos); lit != nil {
		return lit
	}
	return nil
}

// dropPieces takes out a parameter that is written piece by piece, in several
// expressions: "user_id=" here and the id there. done is false if some of them
// are not at hand.
func (p *planner) dropPieces(q rest.Param) (done bool, err error) {
	sep := q.After
	if len(sep) == 0 {
		sep = q.Before
	}
	if len(q.Text) == 0 || len(sep) != 1 {
		return false, nil
	}
	if len(q.After) == 0 && sep[0].Text == "?" && len(p.call.Query)+len(p.call.RawQuery) > len(p.match.DropQuery) {
		return true, refuse("query", q.Src.Pos, "more parameters are added to the URL later; put them first or use url.Values")
	}
	var all []atom
	for _, part := range q.Text {
		atoms, err := p.partAtoms(part)
		if err != nil {
			return true, err
		}
		if part.Form == rest.PartVerb && (len(atoms) != 1 || atoms[0].call == nil) {
			return false, nil // in a format that cannot be edited
		}
		all = append(all, atoms...)
	}
	drop, atoms := p.separator(sep[0])
	if drop == nil && atoms == nil {
		return false, nil
	}
	all = append(all, atoms...)
	for _, a := range all {
		if a.lit == nil && a.expr == nil {
			return false, nil
		}
	}
	for _, a := range all {
		t, err := p.texts(a)
		if err == nil {
			err = t.cut(a)
		}
		if err != nil {
			return true, err
		}
	}
	if drop == nil {
		return true, nil
	}
	return true, p.home.put(op{kind: opDrop, node: drop})
}

// separator finds a "?" or "&": its atoms, or the statement that writes it.
func (p *planner) separator(sep rest.Part) (ast.Stmt, []atom) {
	if !sep.Src.IsValid() || !p.near(sep.Src.Pos) {
		return nil, nil
	}
	if lit, ok := p.home.file.exprAt(sep.Src.Pos, sep.Src.End).(*ast.BasicLit); ok && lit.Kind == token.CHAR {
		stmt, _ := p.home.file.stmtAt(lit.Pos())
		if s, ok := stmt.(*ast.ExprStmt); ok {
			return s, nil
		}
		return nil, nil
	}
	atoms, err := p.partAtoms(sep)
	if err != nil {
		return nil, nil
	}
	return nil, atoms
}

// otherTexts reports whether parameters are written into the URL elsewhere
// than in these atoms.
func (p *planner) otherTexts(f *File, q rest.Param, atoms []atom) bool {
	if len(p.call.RawQuery) > 0 {
		return true
	}
	lo, hi := token.Pos(1<<62), token.NoPos
	for _, a := range atoms {
		var n ast.Node = a.expr
		if a.lit != nil {
			n = a.lit
		}
		if n != nil {
			lo, hi = min(lo, n.Pos()), max(hi, n.End())
		}
	}
	for _, other := range p.call.Query {
		if other.Form != rest.ParamText || other.Key == q.Key {
			continue
		}
		if !f.holds(other.Src.Pos) || other.Src.Pos < lo || other.Src.Pos > hi {
			return true
		}
	}
	return false
}
