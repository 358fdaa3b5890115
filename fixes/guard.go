package fixes

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// guardCredential makes a wrapper fetch and set its machine token only where
// the context names no user: else it is fetched for nothing, and its scope can
// never go.
func (p *planner) guardCredential() error {
	for _, set := range p.call.Auth.Set {
		if p.near(set.Pos) { // for this call alone
			if err := p.dropSet(set); err != nil {
				return err
			}
			continue
		}
		fd, err := p.draft.fileOf(set.Pos)
		if err != nil {
			return err
		}
		if err := p.guardSet(fd, set); err != nil {
			return err
		}
	}
	return nil
}

// guardSet guards one statement that sets the token.
func (p *planner) guardSet(fd *fileDraft, set rest.Span) error {
	stmt, list := fd.file.stmtAt(set.Pos)
	if call := fd.linkAt(set); call != nil {
		if s, ok := stmt.(*ast.ExprStmt); !ok || s.X != ast.Expr(call) {
			return refuse("credential", set.Pos, "the machine token is set in a chain; set it in a statement of its own where connect.UserFrom names no user")
		}
	}
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
	default:
		return refuse("credential", set.Pos, "the machine token is not set by a statement of its own")
	}
	if p.guarded(fd, stmt) {
		return nil
	}
	ctx := fd.paramContext(set.Pos)
	if ctx == "" {
		ctx = fd.requestVar(stmt)
	}
	if ctx == "" {
		return refuse("context", set.Pos, "the function that sets the machine token has no context; pass it one")
	}
	from, _ := p.connect(fd, p.opt.Connect.UserFrom, set.Pos, ctx, "", "")
	fetch, err := fd.fetchOf(stmt, list)
	if err != nil {
		return err
	}
	ok := "ok"
	if mentioned(fd.file.source(stmt), ok) || slices.ContainsFunc(fetch, func(n ast.Node) bool { return mentioned(fd.file.source(n), ok) }) {
		ok = "named"
	}
	for _, n := range fetch {
		fix, can := fd.loseFetchErr(n, stmt, list)
		if !can {
			return refuse("credential", n.Pos(), "the error of the token fetch is read later; check it where the token is fetched")
		}
		for _, o := range fix {
			if err := fd.put(o); err != nil {
				return err
			}
		}
	}
	text := "if _, " + ok + " := " + from + "; !" + ok + " {\n}"
	return fd.put(op{kind: opGuard, node: stmt, more: fetch, text: text})
}

// guarded reports whether a statement stands behind such a condition already.
func (p *planner) guarded(fd *fileDraft, stmt ast.Stmt) bool {
	name := calledName(p.opt.Connect.UserFrom)
	for _, n := range fd.file.path(stmt.Pos(), stmt.End()) {
		if check, ok := n.(*ast.IfStmt); ok && check.Init != nil && selects(fd.file.source(check.Init), name) {
			return true
		}
	}
	return false
}

// calledName returns the last name before the bracket of a call template.
func calledName(template string) string {
	last := ""
	for _, l := range lexemes(template) {
		if l.text == "(" {
			break
		}
		last = l.text
	}
	return last
}

// selects reports whether text has a token of that name.
func selects(text, name string) bool {
	for _, l := range lexemes(text) {
		if l.text == name {
			return true
		}
	}
	return false
}

// requestVar returns the context of the request that a statement sets a header of.
func (fd *fileDraft) requestVar(stmt ast.Stmt) string {
	out := ""
	ast.Inspect(stmt, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && out == "" && isNamed(fd.file.Info.TypeOf(id), "net/http", "Request") {
			out = id.Name + ".Context()"
		}
		return out == ""
	})
	return out
}

// fetchOf returns the statements before stmt, in its list, that fetch the
// token which only stmt uses: "tok, err := …" and the check of err.
func (fd *fileDraft) fetchOf(stmt ast.Stmt, list []ast.Stmt) ([]ast.Node, error) {
	var out []ast.Node
	for _, v := range fd.tokenVars(stmt) {
		def, in := fd.file.stmtAt(v.Pos())
		s, ok := def.(*ast.AssignStmt)
		if !ok || len(in) == 0 || in[0] != list[0] {
			if inits := fd.inits(v); len(inits) > 0 && !fd.removable(inits[0]) {
				return nil, refuse("credential", v.Pos(), "%s is not fetched beside the statement that sets it; fetch it there", v.Name())
			}
			continue
		}
		moved := []ast.Node{s}
		if errVar := fd.errorOf(s); errVar != nil {
			check := next(list, s)
			if !fd.isCheck(check, errVar) {
				return nil, refuse("credential", s.Pos(), "the error of the token fetch is not checked at once; check it in the next statement")
			}
			moved = append(moved, check)
		}
		if !fd.onlyIn(v, append(slices.Clone(moved), stmt)) {
			return nil, refuse("credential", v.Pos(), "%s is used for more than the Authorization header; use a variable of its own", v.Name())
		}
		if !fd.movesDown(s, moved[len(moved)-1], stmt, list) {
			return nil, refuse("credential", v.Pos(), "other things happen between getting %s and setting it; get it beside the header", v.Name())
		}
		out = append(out, moved...)
	}
	slices.SortFunc(out, func(a, b ast.Node) int { return int(a.Pos() - b.Pos()) })
	return out, nil
}

// errorOf returns the error variable that a fetch sets.
func (fd *fileDraft) errorOf(s *ast.AssignStmt) types.Object {
	for _, l := range s.Lhs {
		if id, ok := l.(*ast.Ident); ok && id.Name != "_" {
			if obj := fd.file.Info.ObjectOf(id); isError(obj) {
				return obj
			}
		}
	}
	return nil
}

// onlyIn reports whether v is used in these nodes alone.
func (fd *fileDraft) onlyIn(v *types.Var, nodes []ast.Node) bool {
	for _, id := range fd.usesOf(v) {
		if !slices.ContainsFunc(nodes, func(n ast.Node) bool { return n.Pos() <= id.Pos() && id.Pos() < n.End() }) {
			return false
		}
	}
	return true
}

// movesDown reports whether a fetch, which ends with last, may run as late as
// stmt: what happens between them is about requests and has no other effect,
// and sets nothing that the fetch reads.
func (fd *fileDraft) movesDown(s *ast.AssignStmt, last ast.Node, stmt ast.Stmt, list []ast.Stmt) bool {
	read := map[types.Object]bool{}
	for _, r := range s.Rhs {
		ast.Inspect(r, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				read[fd.file.Info.Uses[id]] = true
			}
			return true
		})
	}
	ok := true
	for _, between := range list {
		if between.Pos() < last.End() || between.Pos() >= stmt.Pos() {
			continue
		}
		ast.Inspect(between, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				ok = ok && (pureCall(fd.file.Info, n) || fd.aboutRequest(n) || returned(fd.file, n))
			case *ast.Ident:
				ok = ok && !(read[fd.file.Info.Uses[n]] && fd.writes(n))
			case *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.SelectStmt:
				ok = false
			}
			return ok
		})
	}
	return ok
}

// aboutRequest reports whether a call only builds a request or its body.
func (fd *fileDraft) aboutRequest(call *ast.CallExpr) bool {
	fn := callee(fd.file.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "net/http":
		recv := fn.Signature().Recv()
		return recv == nil && strings.HasPrefix(fn.Name(), "NewRequest") || recv != nil &&
			(isNamed(recv.Type(), "net/http", "Header") || isNamed(recv.Type(), "net/http", "Request"))
	case "encoding/json":
		return fn.Name() == "Marshal" || fn.Name() == "Encode" || fn.Name() == "NewEncoder"
	case "bytes", "strings", "net/url":
		return true
	}
	return false
}

// returned reports whether a call stands in a return statement: after it
// nothing is sent.
func returned(f *File, call *ast.CallExpr) bool {
	for _, n := range f.path(call.Pos(), call.End()) {
		switch n.(type) {
		case *ast.ReturnStmt:
			return true
		case *ast.BlockStmt:
			return false
		}
	}
	return false
}

// loseFetchErr returns what must change because a fetch moves into a block.
func (fd *fileDraft) loseFetchErr(n ast.Node, stmt ast.Stmt, list []ast.Stmt) ([]op, bool) {
	s, ok := n.(*ast.AssignStmt)
	if !ok {
		return nil, true
	}
	errVar := fd.errorOf(s)
	if errVar == nil {
		return nil, true
	}
	after := s.End()
	if check := next(list, s); fd.isCheck(check, errVar) {
		after = check.End()
	}
	return fd.loseErr(s, list, errVar, after)
}
