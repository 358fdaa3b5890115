package fixes

import (
	"bytes"
	"go/token"
	"slices"
	"strings"
)

// A SplitFile is what a split does to one file.
type SplitFile struct {
	File  *File
	Edits []SplitEdit // sorted, without overlap
}

// A SplitEdit replaces the bytes [From, To) of the file.
type SplitEdit struct {
	From, To int
	Text     string
	Copy     string // the name of the copy of a function that it adds, if it does
	Owners   []int  // the splits that need it, by index

	pieces []Piece
}

// A Piece says that the text from New on, in a new file, stands for that from
// Old on in the old one.
type Piece struct{ New, Old int }

// A Region is a range of bytes of a new file.
type Region struct{ From, To int }

// Apply returns the new text, where it comes from, piece by piece, and where the
// copies of functions stand in it.
func (sf *SplitFile) Apply() (text []byte, pieces []Piece, copies []Region) {
	var w pieceWriter
	last := 0
	for _, e := range sf.Edits {
		w.keep(sf.File.Src, last, e.From)
		at := w.out.Len()
		w.put(e.Text, e.From)
		for _, p := range e.pieces {
			w.piece(Piece{at + p.New, p.Old})
		}
		if e.Copy != "" {
			copies = append(copies, Region{at, w.out.Len()})
		}
		last = e.To
	}
	w.keep(sf.File.Src, last, len(sf.File.Src))
	return []byte(w.out.String()), w.pieces, copies
}

// A pieceWriter writes new text and notes where it comes from.
type pieceWriter struct {
	out    strings.Builder
	pieces []Piece
}

// keep writes text of the old file.
func (w *pieceWriter) keep(src []byte, from, to int) { w.put(string(src[from:to]), from) }

// put writes text in the place of what stands at old.
func (w *pieceWriter) put(text string, old int) {
	if text != "" {
		w.piece(Piece{w.out.Len(), old})
	}
	w.out.WriteString(text)
}

func (w *pieceWriter) piece(p Piece) {
	if n := len(w.pieces); n > 0 && w.pieces[n-1].New == p.New {
		w.pieces = w.pieces[:n-1]
	}
	w.pieces = append(w.pieces, p)
}

// files returns the edits of all splits.
func (s *splitter) files() []*SplitFile {
	slices.SortFunc(s.redirects, func(a, b *redirect) int { return int(a.id.Pos() - b.id.Pos()) })
	var out []*SplitFile
	add := func(f *File, e SplitEdit) {
		for _, sf := range out {
			if sf.File == f {
				sf.Edits = append(sf.Edits, e)
				return
			}
		}
		out = append(out, &SplitFile{File: f, Edits: []SplitEdit{e}})
	}
	for _, r := range s.redirects {
		if !r.shared {
			at := r.file.offset(r.id.Pos())
			add(r.file, SplitEdit{From: at, To: at + len(r.id.Name), Text: siblingName(r.id.Name), Owners: r.owners})
		}
	}
	for i, m := range s.listed {
		same := func(o *ifaceMethod) bool { return o.list == m.list }
		switch {
		case !m.oneLine():
			add(m.file, m.edit())
		case !slices.ContainsFunc(s.listed[:i], same):
			add(m.file, m.unfold(s.listed))
		}
	}
	for _, b := range s.order {
		if !b.apart {
			add(b.file, b.edit(s.redirects))
		}
	}
	for _, sf := range out {
		slices.SortStableFunc(sf.Edits, func(a, b SplitEdit) int { return a.From - b.From })
	}
	slices.SortFunc(out, func(a, b *SplitFile) int { return strings.Compare(a.File.Name, b.File.Name) })
	return out
}

// edit puts a sibling behind its original, with an empty line between.
func (b *sibling) edit(redirects []*redirect) SplitEdit {
	text, pieces := b.text(redirects)
	gap := b.file.newline() + b.file.newline()
	for i := range pieces {
		pieces[i].New += len(gap)
	}
	at := b.file.lineEnd(b.decl.End())
	e := SplitEdit{From: at, To: at, Text: gap + text, Owners: b.owners, pieces: pieces}
	if b.copied {
		e.Copy = siblingName(b.decl.Name.Name)
	}
	return e
}

// edit puts the sibling of a method below it.
func (m *ifaceMethod) edit() SplitEdit {
	line := m.file.newline() + m.file.indent(m.field.Pos())
	doc := ""
	if m.field.Doc != nil {
		doc = line + "// " + siblingName(m.name.Name) + " is " + m.name.Name + " for the user who acts."
	}
	at := m.file.lineEnd(m.field.End())
	return SplitEdit{From: at, To: at, Text: doc + line + m.text(), Owners: m.owners}
}

// oneLine reports whether the interface is written on one line.
func (m *ifaceMethod) oneLine() bool {
	tf := m.file.tokenFile()
	return tf.Line(m.list.Opening) == tf.Line(m.list.Closing)
}

// unfold writes an interface of one line as gofmt writes one with several
// methods, the siblings among them.
func (m *ifaceMethod) unfold(all []*ifaceMethod) SplitEdit {
	f := m.file
	indent := f.newline() + f.indent(m.list.Opening)
	var owners []int
	text := "{"
	for _, field := range m.list.List {
		text += indent + "\t" + f.source(field)
		for _, o := range all {
			if o.field == field {
				text += indent + "\t" + o.text()
				owners = append(owners, o.owners...)
			}
		}
	}
	from := f.offset(m.list.Opening)
	if f.Src[from-1] != ' ' {
		text = " " + text
	}
	slices.Sort(owners)
	return SplitEdit{From: from, To: f.offset(m.list.Closing) + 1, Text: text + indent + "}", Owners: slices.Compact(owners)}
}

// indent returns the white space that the line of pos begins with.
func (f *File) indent(pos token.Pos) string {
	tf := f.tokenFile()
	start := tf.Offset(tf.LineStart(tf.Line(pos)))
	line := f.Src[start:tf.Offset(pos)]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// newline is how the lines of f end.
func (f *File) newline() string {
	if bytes.Contains(f.Src, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// lineEnd returns the offset of the end of the line that pos is on.
func (f *File) lineEnd(pos token.Pos) int {
	at := f.offset(pos)
	n := bytes.IndexByte(f.Src[at:], '\n')
	if n < 0 {
		return len(f.Src)
	}
	return at + len(bytes.TrimSuffix(f.Src[at:at+n], []byte("\r")))
}
