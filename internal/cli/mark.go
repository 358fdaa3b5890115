package cli

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/m2me/m2me/fixes"
	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/verify"
)

// todo begins a comment that asks a person.
const todo = "// TODO(m2me): "

// marks returns comments for the calls that stay as they are, so that the next
// reader, and a driver that sees one package only, knows what the whole program
// has shown: a keep directive above a call whose context stands in another
// package, a TODO above one that needs a decision. A mark is never set twice.
func (p *proposer) marks(answered func(i int) bool) []verify.Edit {
	var out []verify.Edit
	marked := map[token.Pos]bool{}
	for i, f := range p.res.Findings {
		text := mark(f)
		if text == "" || !p.listed(f) || answered(i) || f.Unread != "" {
			continue
		}
		file, stmt := p.statementOf(f)
		if stmt == nil || marked[stmt.Pos()] || f.Action == decide.Keep && !p.allKept(stmt) {
			continue
		}
		if e, ok := p.above(file, stmt, text); ok {
			e.Group = fmt.Sprintf("mark %d", i)
			out = append(out, e)
			marked[stmt.Pos()] = true
		}
	}
	return out
}

// mark returns the comment for a finding, empty if it needs none.
func mark(f program.Finding) string {
	switch {
	case f.Action == decide.Ask && f.Todo != "":
		return todo + f.Reason + "; " + f.Todo
	case f.Action == decide.Ask:
		return todo + f.Reason
	case f.Action == decide.Keep && (f.Rule == decide.Context || f.Rule == decide.Subject) && elsewhere(f):
		return "//m2me:keep " + f.Reason
	}
	return ""
}

// elsewhere reports whether what decides about a call stands in another package
// than the call.
func elsewhere(f program.Finding) bool {
	for _, s := range f.Origin.Via {
		if s.At.Pkg != "" && s.At.Pkg != f.Call.Frames[0].In.Pkg {
			return true
		}
	}
	return false
}

// statementOf returns the statement of a list that makes the call, in a file that
// may be edited.
func (p *proposer) statementOf(f program.Finding) (*fixes.File, ast.Stmt) {
	at := f.Call.Frames[0].Call
	if f.Call.Made.IsValid() {
		at = f.Call.Made
	}
	if !at.IsValid() {
		return nil, nil
	}
	file, ok := p.source.FileAt(at.Pos)
	if !ok || file.Test || file.Module == "" || ast.IsGenerated(file.Syntax) {
		return nil, nil
	}
	path, _ := astutil.PathEnclosingInterval(file.Syntax, at.Pos, at.End)
	for i, n := range path[:len(path)-1] {
		stmt, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		switch path[i+1].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return file, stmt
		}
	}
	return nil, nil
}

// allKept reports whether every call within a statement is kept: a directive
// governs all of it.
func (p *proposer) allKept(stmt ast.Stmt) bool {
	for _, f := range p.res.Findings {
		at := f.Call.Frames[0].Call.Pos
		if f.Action != decide.Keep && stmt.Pos() <= at && at < stmt.End() {
			return false
		}
	}
	return true
}

// above returns the edit that puts a comment on the line above a statement,
// unless one of ours stands there or the statement does not begin its line.
func (p *proposer) above(file *fixes.File, stmt ast.Stmt, text string) (verify.Edit, bool) {
	pos := file.Fset.PositionFor(stmt.Pos(), false)
	start := bytes.LastIndexByte(file.Src[:pos.Offset], '\n') + 1
	indent := string(file.Src[start:pos.Offset])
	if strings.TrimSpace(indent) != "" {
		return verify.Edit{}, false
	}
	before := bytes.TrimRight(file.Src[:start], "\r\n")
	last := bytes.TrimSpace(before[bytes.LastIndexByte(before, '\n')+1:])
	if bytes.HasPrefix(last, []byte(todo)) || bytes.HasPrefix(last, []byte("//m2me:")) {
		return verify.Edit{}, false
	}
	newline := "\n"
	if bytes.HasSuffix(file.Src[:start], []byte("\r\n")) {
		newline = "\r\n"
	}
	return verify.Edit{File: pos.Filename, Start: start, End: start, New: indent + strings.Join(strings.Fields(text), " ") + newline}, true
}
