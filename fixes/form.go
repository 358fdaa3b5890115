package fixes

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/dave/dst"
	"github.com/dave/dst/decorator"
)

// A form is the dst form of a file, made once.
//
// The file is parsed anew, with "\n" line ends: dst must see the layout of the
// source, not what a type checker or a loader made of it.
type form struct {
	src   string // with "\n" line ends
	ends  lineEnds
	nodes map[ast.Node]dst.Node // from File.Syntax
	known map[ast.Decl]rewritten
}

// A rewritten is a declaration as it was last rewritten. A batch tries a
// declaration again beside others that have not changed it.
type rewritten struct {
	ops     []op
	changes []change
	err     error
}

// newForm decorates f.
func newForm(f *File) (*form, error) {
	fm := &form{nodes: map[ast.Node]dst.Node{}, known: map[ast.Decl]rewritten{}}
	fm.src, fm.ends = normalize(f.Src)
	fset := token.NewFileSet()
	again, err := parser.ParseFile(fset, f.Name, fm.src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, refuse("syntax", f.Syntax.Package, "%s does not parse: %v", f.Name, err)
	}
	dec := decorator.NewDecorator(fset)
	if _, err := dec.DecorateFile(again); err != nil {
		return nil, refuse("syntax", f.Syntax.Package, "%s: %v", f.Name, err)
	}
	ours, theirs := flatten(again), flatten(f.Syntax)
	if len(ours) != len(theirs) {
		return nil, refuse("changed", f.Syntax.Package, "%s is not the file that was loaded; run again", f.Name)
	}
	for i, n := range theirs {
		if d := dec.Dst.Nodes[ours[i]]; d != nil {
			fm.nodes[n] = d
		}
	}
	return fm, nil
}

// flatten lists the nodes under root, comments left out.
func flatten(root ast.Node) []ast.Node {
	var list []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.CommentGroup, *ast.Comment:
			return false
		}
		list = append(list, n)
		return true
	})
	return list
}

// rewrite carries out ops on one declaration of f and returns the changes to
// the source, with offsets into f.Src.
func (fm *form) rewrite(f *File, decl ast.Decl, ops []op) ([]change, error) {
	r, ok := fm.known[decl]
	if !ok || !slices.EqualFunc(r.ops, ops, op.same) {
		r = rewritten{ops: ops}
		r.changes, r.err = fm.carryOut(f, decl, ops)
		fm.known[decl] = r
	}
	return r.changes, r.err
}

func (fm *form) carryOut(f *File, decl ast.Decl, ops []op) ([]change, error) {
	from := fm.ends.normal(f.offset(decl.Pos()))
	to := fm.ends.normal(f.offset(decl.End()))
	before, err := fm.print(decl, nil)
	if err != nil {
		return nil, err
	}
	after, err := fm.print(decl, ops)
	if err != nil {
		return nil, err
	}
	old := fm.src[from:to]
	changes := diff(old, after, before == old)
	for i, c := range changes {
		changes[i] = change{
			fm.ends.original(from + c.from),
			fm.ends.original(from + c.to),
			fm.ends.restore(c.text),
		}
	}
	return changes, nil
}

// print carries out ops on a copy of a declaration and prints it, without the
// comments around it.
func (fm *form) print(decl ast.Decl, ops []op) (string, error) {
	orig, ok := fm.nodes[decl].(dst.Decl)
	if !ok {
		return "", refuse("syntax", decl.Pos(), "the declaration has no dst form")
	}
	t := &tree{root: dst.Clone(orig).(dst.Decl), twin: map[dst.Node]dst.Node{}}
	var olds, news []dst.Node
	dst.Inspect(orig, func(n dst.Node) bool { olds = append(olds, n); return true })
	dst.Inspect(t.root, func(n dst.Node) bool { news = append(news, n); return true })
	for i, n := range olds {
		if n != nil {
			t.twin[n] = news[i]
		}
	}
	for _, o := range effective(ops) {
		n := t.twin[fm.nodes[o.node]]
		if n == nil {
			return "", refuse("syntax", o.node.Pos(), "the syntax to change is not in this declaration")
		}
		var more []dst.Node
		for _, m := range o.more {
			more = append(more, t.twin[fm.nodes[m]])
		}
		if err := t.do(o, n, more); err != nil {
			return "", err
		}
	}
	return t.text()
}

// text prints the declaration of t.
func (t *tree) text() (string, error) {
	decs := t.root.Decorations()
	decs.Start.Clear()
	decs.End.Clear()
	decs.Before, decs.After = dst.None, dst.None
	const head = "package p\n"
	var buf bytes.Buffer
	file := &dst.File{Name: dst.NewIdent("p"), Decls: []dst.Decl{t.root}}
	if err := decorator.NewRestorer().Fprint(&buf, file); err != nil {
		return "", refuse("syntax", token.NoPos, "the result does not print: %v", err)
	}
	src, err := format.Source(buf.Bytes())
	if err != nil {
		return "", refuse("syntax", token.NoPos, "the result does not parse: %v", err)
	}
	return strings.TrimSpace(strings.TrimPrefix(string(src), head)), nil
}

// parseExpr returns the dst form of an expression.
func parseExpr(text string) (dst.Expr, error) {
	file, err := decorator.Parse("package p\n\nvar _ = " + text + "\n")
	if err != nil {
		return nil, err
	}
	spec := file.Decls[0].(*dst.GenDecl).Specs[0].(*dst.ValueSpec)
	return spec.Values[0], nil
}

// parseStmts returns the dst form of statements.
func parseStmts(text string) ([]dst.Stmt, error) {
	file, err := decorator.Parse("package p\n\nfunc _() {\n" + text + "\n}\n")
	if err != nil {
		return nil, err
	}
	return file.Decls[0].(*dst.FuncDecl).Body.List, nil
}
