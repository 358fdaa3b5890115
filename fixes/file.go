package fixes

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"
)

// A File is one parsed and type-checked Go file.
type File struct {
	Name   string // as people know it: a slash path relative to the root of the run
	Fset   *token.FileSet
	Syntax *ast.File // parsed with comments
	Src    []byte    // exactly the bytes Syntax was parsed from
	Info   *types.Info
	Pkg    *types.Package
	Module string // path of the module that owns the file; empty if it is not to be edited
	Test   bool   // a _test.go file
	Cgo    bool   // it imports "C", and Syntax and Src are what cgo makes of it

	formats map[*ast.CallExpr]*ast.BasicLit // see formatLit; made on demand
}

// A Source gives access to the files of a run.
type Source interface {
	// FileAt returns the file that holds pos. Files of other modules may be
	// absent, or present with an empty Module.
	FileAt(pos token.Pos) (*File, bool)

	// Package returns the files of the package of f, f among them, and its
	// test files too as far as they are known: these may lack Info. A helper
	// function is deleted only if none of them mentions it.
	Package(f *File) []*File
}

// tokenFile returns the token.File of f.
func (f *File) tokenFile() *token.File { return f.Fset.File(f.Syntax.FileStart) }

// offset returns the byte offset of pos in f.
func (f *File) offset(pos token.Pos) int { return f.tokenFile().Offset(pos) }

// text returns the source text between two positions.
func (f *File) text(pos, end token.Pos) string {
	return string(f.Src[f.offset(pos):f.offset(end)])
}

// source returns the source text of a node.
func (f *File) source(n ast.Node) string { return f.text(n.Pos(), n.End()) }

// holds reports whether pos lies in f.
func (f *File) holds(pos token.Pos) bool {
	return f.Syntax.FileStart <= pos && pos <= f.Syntax.FileEnd
}

// editable returns why f may not be edited, or nil.
func (f *File) editable() error {
	switch {
	case f.Cgo:
		return refuse("cgo", f.Syntax.Package, `%s imports "C"; cgo rewrites the file, so a change cannot be checked; move the call to a file of its own`, f.Name)
	case f.Module == "":
		return refuse("foreign", f.Syntax.Package, "%s is outside the module", f.Name)
	case f.Test || strings.HasSuffix(f.Name, "_test.go"):
		return refuse("test", f.Syntax.Package, "%s is a test file; tests are not migrated", f.Name)
	case ast.IsGenerated(f.Syntax):
		return refuse("generated", f.Syntax.Package, "%s is generated; change the input of its generator", f.Name)
	case f.Syntax.FileEnd-f.Syntax.FileStart != token.Pos(len(f.Src)):
		return refuse("changed", f.Syntax.Package, "%s is not the file that was loaded; run again", f.Name)
	case hasLineDirective(f.Syntax):
		return refuse("line", f.Syntax.Package, "%s has //line directives; change the file it was made from", f.Name)
	}
	return nil
}

// hasLineDirective reports whether a comment of f moves positions.
func hasLineDirective(f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if strings.HasPrefix(c.Text, "//line ") || strings.HasPrefix(c.Text, "/*line ") {
				return true
			}
		}
	}
	return false
}

// declAt returns the top-level declaration of f that holds pos.
func (f *File) declAt(pos token.Pos) ast.Decl {
	decls := f.Syntax.Decls
	i := sort.Search(len(decls), func(i int) bool { return pos <= decls[i].End() })
	if i == len(decls) || pos < decls[i].Pos() {
		return nil
	}
	return decls[i]
}

// partAt returns the part of f that pos stands in, its name or a declaration; none for
// what lies between them.
func (f *File) partAt(pos token.Pos) []ast.Node {
	if name := f.Syntax.Name; pos < name.End() {
		return []ast.Node{name}
	}
	decls := f.Syntax.Decls
	i := sort.Search(len(decls), func(i int) bool { return pos < decls[i].End() })
	if i == len(decls) {
		return nil
	}
	return []ast.Node{decls[i]}
}

// lineEnds knows where a file has "\r\n" where we work with "\n".
type lineEnds struct {
	crlf  bool
	marks []int // offsets, in the text without "\r", of each "\n" that was "\r\n"
}

// normalize returns src with "\n" line ends, and how to get back.
func normalize(src []byte) (string, lineEnds) {
	if !bytes.Contains(src, []byte("\r\n")) {
		return string(src), lineEnds{}
	}
	var (
		b    strings.Builder
		ends = lineEnds{crlf: true}
	)
	for i, c := range src {
		if c == '\r' && i+1 < len(src) && src[i+1] == '\n' {
			ends.marks = append(ends.marks, b.Len())
			continue
		}
		b.WriteByte(c)
	}
	return b.String(), ends
}

// original maps an offset in the normalized text to one in the source.
func (e lineEnds) original(off int) int {
	n := 0
	for _, m := range e.marks {
		if m >= off {
			break
		}
		n++
	}
	return off + n
}

// normal maps an offset in the source to one in the normalized text.
func (e lineEnds) normal(off int) int {
	n := 0
	for i, m := range e.marks {
		if m+i >= off {
			break
		}
		n++
	}
	return off - n
}

// restore gives text the line ends of the file.
func (e lineEnds) restore(text string) string {
	if !e.crlf {
		return text
	}
	return strings.ReplaceAll(text, "\n", "\r\n")
}
