package fixes

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// editPath carries out the edits of a match on the path of a call.
func (p *planner) editPath(edits []scopemap.SegmentEdit) error {
	if len(edits) == 0 {
		return nil
	}
	atoms, err := p.pathAtoms(p.call.URL)
	if err != nil {
		return err
	}
	segs := segmentAtoms(atoms, len(rest.Locate(p.call.URL).Segments))
	for _, e := range edits {
		if err := p.editSegment(atoms, segs, e); err != nil {
			return err
		}
	}
	return nil
}

// editSegment carries out one edit. A segment's atoms are segs[i][0] up to
// segs[i][1].
func (p *planner) editSegment(atoms []atom, segs [][2]int, e scopemap.SegmentEdit) error {
	if e.From > len(segs) || e.To > len(segs) || e.From > e.To {
		return refuse("path", p.at(), "the path is not the one that was matched")
	}
	switch {
	case e.From == e.To && e.Text == "":
		return nil
	case e.From == e.To && e.From == len(segs):
		at := len(atoms) - 1
		if len(segs) > 0 {
			at = segs[len(segs)-1][1] - 1
		}
		return p.insertText(atoms, at, "/"+e.Text)
	case e.From == e.To:
		// The atom before a segment is its slash.
		return p.insertText(atoms, segs[e.From][0]-1, e.Text+"/")
	}
	from, to := segs[e.From][0], segs[e.To-1][1]
	if e.Text == "" {
		from-- // with the slash
	}
	last := -1
	for i := from; i < to; i++ {
		if err := p.dropFilling(atoms[i].link); err != nil {
			return err
		}
		t, err := p.texts(atoms[i])
		if err != nil {
			return err
		}
		if err := t.cut(atoms[i]); err != nil {
			return err
		}
		if last < 0 || atoms[i].isHole() && !atoms[last].isHole() {
			last = i
		}
	}
	if e.Text == "" {
		return nil
	}
	return p.insertText(atoms, last, e.Text)
}

// keyAtoms finds the text "{name}" that a setter fills.
func (p *planner) keyAtoms(part rest.Part) []atom {
	f := p.home.file
	if !part.Verb.IsValid() || !p.near(part.Verb.Pos) {
		return unknownAtoms(part)
	}
	lit := f.literalAt(part.Verb.Pos)
	if lit == nil {
		return unknownAtoms(part)
	}
	var out []atom
	from, to := int(part.Verb.Pos-lit.Pos()), int(part.Verb.End-lit.Pos())
	for _, a := range literalAtoms(lit) {
		if from <= a.from && a.to <= to {
			a.link = part.Link
			out = append(out, a)
		}
	}
	return out
}

// dropFilling takes out the setter of a path parameter that is gone.
func (p *planner) dropFilling(link rest.Span) error {
	if !link.IsValid() {
		return nil
	}
	fd, err := p.draft.fileOf(link.Pos)
	if err != nil {
		return err
	}
	if call := fd.linkAt(link); call != nil {
		return fd.put(op{kind: opUnlink, node: call})
	}
	if _, ok := fd.file.exprAt(link.Pos, link.End).(*ast.KeyValueExpr); ok {
		return p.dropElement(rest.Param{Key: "the path parameter", Src: link})
	}
	return refuse("path", link.Pos, "the path parameter is not set by a link of a chain")
}

// insertText puts text behind atom i.
func (p *planner) insertText(atoms []atom, i int, text string) error {
	if i < 0 || i >= len(atoms) {
		return refuse("path", p.at(), "the place in the path to change was not found")
	}
	a := atoms[i]
	t, err := p.texts(a)
	if err != nil {
		return err
	}
	if s, ok := t.wording(a.expr); ok && a.of(s) && a.to < len(s.value) {
		t.within(a, change{a.to, a.to, text})
		return nil
	}
	if a.isName() && i+1 < len(atoms) && atoms[i+1].expr == a.expr && atoms[i+1].isName() {
		return refuse("constant", a.expr.Pos(), "the path to change is in the middle of a constant; give this call a constant of its own")
	}
	t.insert(a, text)
	return nil
}

// texts returns the edits of the texts of the file that holds an atom.
func (p *planner) texts(a atom) (*textEdits, error) {
	var pos token.Pos
	switch {
	case a.lit != nil:
		pos = a.lit.Pos()
	case a.expr != nil:
		pos = a.expr.Pos()
	default:
		return nil, refuse("elsewhere", p.at(), "the path is put together in another function; spell it where the user id is known")
	}
	fd, err := p.draft.fileOf(pos)
	if err != nil {
		return nil, err
	}
	for _, t := range p.edits {
		if t.fd == fd {
			return t, nil
		}
	}
	t := newTextEdits(fd, p.draft)
	p.edits = append(p.edits, t)
	return t, nil
}

// pathAtoms finds the syntax of a URL template.
func (p *planner) pathAtoms(url rest.Template) ([]atom, error) {
	var out []atom
	for _, part := range url {
		atoms, err := p.partAtoms(part)
		if err != nil {
			return nil, err
		}
		out = append(out, atoms...)
	}
	return out, nil
}

// partAtoms finds the syntax of one part. What stands elsewhere becomes atoms
// without syntax: they may be counted but not changed.
func (p *planner) partAtoms(part rest.Part) ([]atom, error) {
	if !part.Src.IsValid() || !p.near(part.Src.Pos) {
		return unknownAtoms(part), nil
	}
	f := p.home.file
	if part.Form == rest.PartKey {
		return p.keyAtoms(part), nil
	}
	if part.IsHole() {
		e := f.exprAt(part.Src.Pos, part.Src.End)
		if e == nil {
			return unknownAtoms(part), nil
		}
		return []atom{f.holeAtom(e)}, nil
	}
	if lit := f.literalAt(part.Src.Pos); lit != nil && part.Form == rest.PartLit {
		var out []atom
		from, to := int(part.Src.Pos-lit.Pos()), int(part.Src.End-lit.Pos())
		for _, a := range f.litAtoms(lit) {
			if a.lit == lit && from <= a.from && a.to <= to && a.expr == nil {
				out = append(out, a)
			}
		}
		if spells(out, part.Text) {
			return out, nil
		}
		return unknownAtoms(part), nil
	}
	e := f.exprAt(part.Src.Pos, part.Src.End)
	if e == nil {
		return unknownAtoms(part), nil
	}
	if out := f.formatText(e, part.Text); out != nil {
		return out, nil
	}
	if out := f.textAtoms(e, part.Text); out != nil && f.holeAtom(e).call == nil {
		return out, nil
	}
	var out []atom
	for _, c := range []byte(part.Text) {
		a := f.holeAtom(e)
		a.ch = c
		out = append(out, a)
	}
	return out, nil
}

// formatText returns the atoms that spell text in a format which a constant
// holds, if e is that constant and the text stands in it once.
func (f *File) formatText(e ast.Expr, text string) []atom {
	var found []atom
	for _, n := range f.path(e.Pos(), e.End()) {
		call, ok := n.(*ast.CallExpr)
		if !ok || !f.isSprintf(call) || f.format(call) != e {
			continue
		}
		atoms, ok := f.formatAtoms(call)
		for i := 0; ok && i+len(text) <= len(atoms); i++ {
			if !spells(atoms[i:i+len(text)], text) {
				continue
			}
			if found != nil {
				return nil
			}
			found = atoms[i : i+len(text)]
		}
	}
	return found
}

// unknownAtoms stands for text whose syntax is not at hand.
func unknownAtoms(part rest.Part) []atom {
	if part.IsHole() {
		return []atom{{}}
	}
	var out []atom
	for _, c := range []byte(part.Text) {
		out = append(out, atom{ch: c})
	}
	return out
}

// spells reports whether atoms are the characters of text.
func spells(atoms []atom, text string) bool {
	var b strings.Builder
	for _, a := range atoms {
		b.WriteByte(a.ch)
	}
	return b.String() == text
}

// literalAt returns the string literal that holds pos.
func (f *File) literalAt(pos token.Pos) *ast.BasicLit {
	for _, n := range f.path(pos, pos) {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && lit.Pos() < pos {
			return lit
		}
	}
	return nil
}

// litAtoms returns the atoms that a literal takes part in: its own, or those
// of the Sprintf whose format it is.
func (f *File) litAtoms(lit *ast.BasicLit) []atom {
	for _, n := range f.path(lit.Pos(), lit.End()) {
		if call, ok := n.(*ast.CallExpr); ok && f.isSprintf(call) && f.format(call).Pos() <= lit.Pos() && f.format(call).End() >= lit.End() {
			if out, ok := f.formatAtoms(call); ok {
				return out
			}
		}
	}
	return literalAtoms(lit)
}

// holeAtom returns the atom of a hole: the operand or argument that holds e.
func (f *File) holeAtom(e ast.Expr) atom {
	_, operand := f.carrier(e)
	path := f.path(operand.Pos(), operand.End())
	for _, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok || !f.isSprintf(call) {
			continue
		}
		if atoms, ok := f.formatAtoms(call); ok {
			for _, a := range atoms {
				if a.expr == operand {
					return a
				}
			}
		}
	}
	return atom{expr: operand}
}

// segmentAtoms finds the last n segments of a path.
func segmentAtoms(atoms []atom, n int) [][2]int {
	segs := make([][2]int, n)
	end := len(atoms)
	for n > 0 && end > 0 {
		if atoms[end-1].ch == '/' {
			end--
			continue
		}
		from := end
		for from > 0 && atoms[from-1].ch != '/' {
			from--
		}
		n--
		segs[n] = [2]int{from, end}
		end = from
	}
	return segs[n:]
}
