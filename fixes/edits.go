package fixes

import (
	"go/ast"
	"go/format"
	"go/token"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Edits are the text edits that carry out one or several verdicts.
type Edits struct {
	Message string // what they do: "Call /v1/biomarkers/me with the Connect client"
	Files   []FileEdits
}

// FileEdits are the edits of one file, sorted, without overlap.
type FileEdits struct {
	File    *File
	Edits   []analysis.TextEdit
	Imports []string // import paths that were added
}

// Apply returns the source of the file with the edits carried out.
func (fe FileEdits) Apply() []byte {
	var changes []change
	for _, e := range fe.Edits {
		changes = append(changes, change{fe.File.offset(e.Pos), fe.File.offset(e.End), string(e.NewText)})
	}
	return []byte(apply(changes, string(fe.File.Src)))
}

// edits prints a draft.
func (d *draft) edits() ([]FileEdits, error) {
	var out []FileEdits
	for _, fd := range d.sorted() {
		changes, err := fd.changes()
		if err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			continue
		}
		fe := FileEdits{File: fd.file}
		tf := fd.file.tokenFile()
		for _, c := range changes {
			fe.Edits = append(fe.Edits, analysis.TextEdit{Pos: tf.Pos(c.from), End: tf.Pos(c.to), NewText: []byte(c.text)})
		}
		for _, s := range fd.add {
			fe.Imports = append(fe.Imports, s.path)
		}
		out = append(out, fe)
	}
	return out, nil
}

// changes returns the changes to the bytes of one file.
func (fd *fileDraft) changes() ([]change, error) {
	f := fd.file
	if len(fd.ops)+len(fd.after)+len(fd.add)+len(fd.deleted) == 0 {
		return nil, nil
	}
	fm, err := fd.memo.form(f)
	if err != nil {
		return nil, err
	}
	out := importChanges(f, fd.add, fd.deadImports())
	ops := opsByDecl(f, fd.ops)
	for _, decl := range f.Syntax.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fd.deletes(fn) {
			out = append(out, fd.cutDecl(fm, fn))
			continue
		}
		if ops := ops[decl]; len(ops) > 0 {
			changes, err := fm.rewrite(f, decl, ops)
			if err != nil {
				return nil, err
			}
			out = append(out, changes...)
		}
		for _, a := range fd.after {
			if a.after == decl {
				out = append(out, fd.newDecl(fm, a))
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].from < out[j].from })
	return out, nil
}

// opsByDecl returns the ops that fall into each declaration.
func opsByDecl(f *File, ops []op) map[ast.Decl][]op {
	out := map[ast.Decl][]op{}
	for _, o := range ops {
		if decl := f.declAt(o.node.Pos()); decl != nil && o.node.End() <= decl.End() {
			out[decl] = append(out[decl], o)
		}
	}
	return out
}

// opsIn returns the ops that fall into a declaration.
func opsIn(ops []op, decl ast.Decl) []op {
	var out []op
	for _, o := range ops {
		if decl.Pos() <= o.node.Pos() && o.node.End() <= decl.End() {
			out = append(out, o)
		}
	}
	return out
}

func (fd *fileDraft) deletes(fn *ast.FuncDecl) bool {
	for _, d := range fd.deleted {
		if d == fn {
			return true
		}
	}
	return false
}

// cutDecl removes a function with its comment and one of the blank lines.
func (fd *fileDraft) cutDecl(fm *form, fn *ast.FuncDecl) change {
	start := fn.Pos()
	if fn.Doc != nil {
		start = fn.Doc.Pos()
	}
	from, to := fm.ends.normal(fd.file.offset(start)), fm.ends.normal(fd.file.offset(fn.End()))
	if i := strings.IndexByte(fm.src[to:], '\n'); i >= 0 {
		to += i + 1
	} else {
		to = len(fm.src)
	}
	if strings.HasSuffix(fm.src[:from], "\n\n") && (to == len(fm.src) || fm.src[to] == '\n') {
		from--
	}
	return change{fm.ends.original(from), fm.ends.original(to), ""}
}

// newDecl adds a declaration behind another.
func (fd *fileDraft) newDecl(fm *form, a addition) change {
	text := a.text
	if nice, err := format.Source([]byte(text)); err == nil {
		text = strings.TrimSpace(string(nice))
	}
	at := fm.ends.normal(fd.file.offset(a.after.End()))
	if i := strings.IndexByte(fm.src[at:], '\n'); i >= 0 {
		at += i
	} else {
		at = len(fm.src)
	}
	at = fm.ends.original(at)
	return change{at, at, fm.ends.restore("\n\n" + text)}
}

// deadImports returns the imports that nothing uses any more.
func (fd *fileDraft) deadImports() []*ast.ImportSpec {
	var out []*ast.ImportSpec
	f := fd.file
	if f.Info == nil {
		return nil
	}
	for _, spec := range f.Syntax.Imports {
		if n := localName(spec); n == "_" || n == "." || importPath(spec) == "C" {
			continue
		}
		obj := f.Info.Implicits[spec]
		if spec.Name != nil {
			obj = f.Info.Defs[spec.Name]
		}
		if obj == nil || fd.mentions(obj.Name(), token.NoPos) {
			continue
		}
		gone, live := 0, 0
		for _, u := range fd.memo.uses(f) {
			if u.obj != obj {
				continue
			}
			if fd.gone(u.id.Pos()) {
				gone++
			} else {
				live++
			}
		}
		if gone > 0 && live == 0 {
			out = append(out, spec)
		}
	}
	return out
}
