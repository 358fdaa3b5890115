package fixes

import (
	"go/ast"
	"go/types"
	"slices"
)

// sweepFuncs takes out one helper function that has lost its last use: it is
// unexported, no file of the package mentions its name any more, and running
// it would have had no effect.
func (fd *fileDraft) sweepFuncs(d *draft) bool {
	files := d.src.Package(fd.file)
	lost := d.lostCallers(files)
	for _, decl := range fd.file.Syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Name.IsExported() || fd.deletes(fn) || !fd.helper(fn) {
			continue
		}
		if !lost[fd.file.Info.Defs[fn.Name]] || len(opsIn(fd.ops, fn)) > 0 {
			continue
		}
		if d.named(files, fn) || !fd.pureFunc(fn) {
			continue
		}
		fd.deleted = append(fd.deleted, fn)
		return true
	}
	return false
}

// helper leaves out functions that are called without being mentioned.
func (fd *fileDraft) helper(fn *ast.FuncDecl) bool {
	switch fn.Name.Name {
	case "init", "main", "_":
		return fn.Recv != nil
	}
	return true
}

// lostCallers returns what was used in code of the files that goes.
func (d *draft) lostCallers(files []*File) map[types.Object]bool {
	lost := map[types.Object]bool{}
	for _, fd := range d.files {
		if fd.file.Info == nil || !slices.Contains(files, fd.file) {
			continue
		}
		for _, u := range fd.memo.uses(fd.file) {
			if fd.gone(u.id.Pos()) {
				lost[origin(u.obj)] = true
			}
		}
	}
	return lost
}

// named reports whether a file of the package still mentions the name of fn,
// whatever it means there. Comments do not count.
func (d *draft) named(files []*File, fn *ast.FuncDecl) bool {
	for _, f := range files {
		draft := &fileDraft{file: f, memo: d.memo}
		for _, fd := range d.files {
			if fd.file == f {
				draft = fd
			}
		}
		if draft.mentions(fn.Name.Name, 0) {
			return true
		}
		found := false
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if ok && id != fn.Name && id.Name == fn.Name.Name && !draft.gone(id.Pos()) {
				found = true
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// origin returns the generic function of an instance.
func origin(obj types.Object) types.Object {
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return obj
}
