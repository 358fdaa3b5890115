package fixes

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// A draft is what is to happen to a program, before any text is made.
type draft struct {
	src   Source
	memo  *memo
	files []*fileDraft // in the order they were first needed
}

// A fileDraft is what is to happen to one file.
type fileDraft struct {
	file    *File
	memo    *memo
	ops     []op
	add     []importSpec
	after   []addition
	fetches []ast.Expr      // expressions that may go though they call something
	deleted []*ast.FuncDecl // helpers that nobody calls any more

	out                  gaps // what ops and deleted take out …
	seenOps, seenDeleted int  // … of which so many are in it

	acting    map[ast.Decl][]op // see effects …
	actingOps int               // … and of how many ops they are
}

// An addition is a declaration that is to stand after another.
type addition struct {
	after ast.Decl
	text  string
}

// fresh returns an empty draft of the same program.
func (d *draft) fresh() *draft { return &draft{src: d.src, memo: d.memo} }

// of returns the draft of f.
func (d *draft) of(f *File) *fileDraft {
	for _, fd := range d.files {
		if fd.file == f {
			return fd
		}
	}
	fd := &fileDraft{file: f, memo: d.memo}
	d.files = append(d.files, fd)
	return fd
}

// ops returns the operations on f.
func (d *draft) ops(f *File) []op {
	for _, fd := range d.files {
		if fd.file == f {
			return fd.ops
		}
	}
	return nil
}

// fileOf returns the draft of the file that holds pos, if it may be edited.
func (d *draft) fileOf(pos token.Pos) (*fileDraft, error) {
	f, ok := d.src.FileAt(pos)
	if !ok {
		return nil, refuse("foreign", pos, "the code to change is outside the module")
	}
	if err := f.editable(); err != nil {
		return nil, err
	}
	return d.of(f), nil
}

// put adds an operation, once.
func (fd *fileDraft) put(o op) error {
	for _, p := range fd.ops {
		if p.same(o) {
			return nil
		}
		if p.clashes(o) {
			return refuse("conflict", o.node.Pos(), "another change needs something else here; migrate one of the two by hand")
		}
	}
	fd.ops = append(fd.ops, o)
	return nil
}

// need adds an import, once.
func (fd *fileDraft) need(s importSpec) {
	if !slices.Contains(fd.add, s) {
		fd.add = append(fd.add, s)
	}
}

// declare adds a declaration after another, once.
func (fd *fileDraft) declare(after ast.Decl, text string) {
	a := addition{after, text}
	if !slices.Contains(fd.after, a) {
		fd.after = append(fd.after, a)
	}
}

// fetch marks an expression that may go though it calls something.
func (fd *fileDraft) fetch(e ast.Expr) {
	if !slices.Contains(fd.fetches, e) {
		fd.fetches = append(fd.fetches, e)
	}
}

// merge adds all of e to d, or nothing.
func (d *draft) merge(e *draft) error {
	ops, err := d.with(e)
	if err != nil {
		return err
	}
	for i, fd := range e.files {
		to := d.of(fd.file)
		to.ops = ops[i]
		for _, s := range fd.add {
			to.need(s)
		}
		for _, a := range fd.after {
			to.declare(a.after, a.text)
		}
		for _, x := range fd.fetches {
			to.fetch(x)
		}
	}
	return nil
}

// with returns, for each file of e, the operations of d and e together, or the
// error that some of them clash.
func (d *draft) with(e *draft) ([][]op, error) {
	var all [][]op
	for _, fd := range e.files {
		trial := fileDraft{file: fd.file, ops: slices.Clone(d.ops(fd.file))}
		for _, o := range fd.ops {
			if err := trial.put(o); err != nil {
				return nil, err
			}
		}
		all = append(all, trial.ops)
	}
	return all, nil
}

// within returns a copy of what d does to the files of e.
func (d *draft) within(e *draft) *draft {
	out := d.fresh()
	for _, fd := range d.files {
		if len(fd.ops) > 0 && slices.ContainsFunc(e.files, func(o *fileDraft) bool { return o.file == fd.file }) {
			out.files = append(out.files, &fileDraft{file: fd.file, memo: fd.memo, ops: slices.Clone(fd.ops),
				add: slices.Clone(fd.add), after: slices.Clone(fd.after), fetches: slices.Clone(fd.fetches), deleted: slices.Clone(fd.deleted)})
		}
	}
	return out
}

// adopt puts what e does to its files in the place of what d does to them.
func (d *draft) adopt(e *draft) {
	for _, fd := range e.files {
		*d.of(fd.file) = *fd
	}
}

// sorted returns the file drafts in the order of their names.
func (d *draft) sorted() []*fileDraft {
	out := slices.Clone(d.files)
	slices.SortFunc(out, func(a, b *fileDraft) int { return strings.Compare(a.file.Name, b.file.Name) })
	return out
}
