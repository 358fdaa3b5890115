package fixes

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// An importSpec is an import that a file is to have.
type importSpec struct {
	path string
	name string // local name, if it is not the package's own
}

func (s importSpec) String() string {
	if s.name == "" {
		return strconv.Quote(s.path)
	}
	return s.name + " " + strconv.Quote(s.path)
}

// importChanges returns the changes to the import declarations of f: what is
// added, each by the same rule wherever it comes from, and what goes.
//
// The edits are whole lines. An added line stands at one position that depends
// on the file alone, so that fixes made independently coalesce.
func importChanges(f *File, add []importSpec, drop []*ast.ImportSpec) []change {
	if len(add) == 0 && len(drop) == 0 {
		return nil
	}
	src, ends := normalize(f.Src)
	head, from := src, 0
	out := head
	for _, s := range add {
		out = addImport(out, f.Module, s)
	}
	for _, s := range drop {
		out = dropImport(out, s)
	}
	changes := lineChanges(head, out)
	for i, c := range changes {
		changes[i] = change{ends.original(from + c.from), ends.original(from + c.to), ends.restore(c.text)}
	}
	return changes
}

// parseImports parses the head of a file.
func parseImports(src string) (*ast.File, *token.File) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ImportsOnly|parser.ParseComments)
	if file == nil || err != nil && !file.Package.IsValid() {
		return nil, nil
	}
	return file, fset.File(file.FileStart)
}

// addImport adds an import to source text.
//
// If the import block has a group of imports of the same module, or of what the
// new package is below, the new one joins it in sorted position; otherwise it makes a new last group. Imports of
// the standard library join the first group of such. A file of single import
// declarations gets one more, a file without gets its first.
func addImport(src, module string, s importSpec) string {
	file, tf := parseImports(src)
	if file == nil {
		return src
	}
	for _, spec := range file.Imports {
		if importPath(spec) == s.path && localName(spec) == s.name {
			return src
		}
	}
	var last *ast.GenDecl
	for _, d := range file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			if g.Lparen.IsValid() {
				return insertSpec(src, tf, g, module, s)
			}
			last = g
		}
	}
	if last == nil {
		return insertLine(src, tf.Offset(file.Name.End()), "\nimport "+s.String())
	}
	return insertLine(src, tf.Offset(last.End()), "import "+s.String())
}

// insertSpec adds an import to a block in parentheses.
func insertSpec(src string, tf *token.File, g *ast.GenDecl, module string, s importSpec) string {
	if len(g.Specs) == 0 {
		return src[:tf.Offset(g.Lparen)+1] + "\n\t" + s.String() + "\n" + src[tf.Offset(g.Rparen):]
	}
	if tf.Line(g.Specs[len(g.Specs)-1].End()) == tf.Line(g.Rparen) {
		off := tf.Offset(g.Specs[len(g.Specs)-1].End())
		return src[:off] + "; " + s.String() + src[off:]
	}
	for _, group := range importGroups(tf, g) {
		if !related(group, module, s.path) {
			continue
		}
		for _, spec := range group {
			if importPath(spec) > s.path {
				return insertBefore(src, tf.Offset(specStart(spec)), "\t"+s.String())
			}
		}
		return insertLine(src, tf.Offset(group[len(group)-1].End()), "\t"+s.String())
	}
	if standard(s.path) {
		return insertBefore(src, tf.Offset(specStart(g.Specs[0].(*ast.ImportSpec))), "\t"+s.String()+"\n")
	}
	return insertLine(src, tf.Offset(g.Specs[len(g.Specs)-1].End()), "\n\t"+s.String())
}

// importGroups cuts a block at its blank lines.
func importGroups(tf *token.File, g *ast.GenDecl) [][]*ast.ImportSpec {
	var groups [][]*ast.ImportSpec
	end := -1
	for _, spec := range g.Specs {
		s := spec.(*ast.ImportSpec)
		if end < 0 || tf.Line(specStart(s)) > end+1 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], s)
		end = tf.Line(s.End())
	}
	return groups
}

// related reports whether an import of path belongs in a group.
func related(group []*ast.ImportSpec, module, path string) bool {
	for _, s := range group {
		p := importPath(s)
		if within(path, module) && within(p, module) || within(path, p) || standard(path) && standard(p) && p != "C" {
			return true
		}
	}
	return false
}

// within reports whether an import path belongs to a module.
func within(path, module string) bool {
	return module != "" && (path == module || strings.HasPrefix(path, module+"/"))
}

// standard reports whether an import path is one of the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func importPath(s *ast.ImportSpec) string {
	path, _ := strconv.Unquote(s.Path.Value)
	return path
}

func localName(s *ast.ImportSpec) string {
	if s.Name == nil {
		return ""
	}
	return s.Name.Name
}

// specStart is where an import begins, its comments included.
func specStart(s *ast.ImportSpec) token.Pos {
	if s.Doc != nil {
		return s.Doc.Pos()
	}
	return s.Pos()
}

// insertLine adds lines after the line that holds off.
func insertLine(src string, off int, text string) string {
	end := strings.IndexByte(src[off:], '\n')
	switch {
	case end < 0:
		return src + "\n" + text + "\n"
	case opensComment(src[off : off+end]):
		return src[:off] + "\n" + text + src[off:]
	}
	return src[:off+end] + "\n" + text + src[off+end:]
}

// insertBefore adds lines before the line that holds off.
func insertBefore(src string, off int, text string) string {
	line := strings.LastIndexByte(src[:off], '\n') + 1
	if strings.TrimSpace(src[line:off]) != "" {
		return src[:off] + strings.TrimSpace(text) + "\n\t" + src[off:]
	}
	return src[:line] + text + "\n" + src[line:]
}

// opensComment reports whether a comment that begins in the rest of a line
// goes on in the next.
func opensComment(rest string) bool {
	i := strings.LastIndex(rest, "/*")
	return i >= 0 && !strings.Contains(rest[i:], "*/")
}
