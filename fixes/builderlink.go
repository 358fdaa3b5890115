package fixes

import (
	"go/ast"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// builtLink gives a builder the user's client with a link of its own, or in
// the link that gives it one.
func (p *planner) builtLink(ctx, user string) error {
	s := p.call.Client.Swap
	if arg := p.home.linkArg(p.site, s.Link); arg != nil {
		return p.replaceArg(arg, ctx, user)
	}
	if !p.call.Client.Default && !p.call.Client.Authed {
		return refuse("client", p.at(), "the *http.Client of the builder is set elsewhere; add %s(connect.ClientLike(ctx, userID, …)) with it", s.Link)
	}
	client, err := p.connect(p.home, p.opt.Connect.Client, p.site.Pos(), ctx, user, "")
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opLink, node: p.site, text: s.Link + "(" + client + ")"})
}

// builtField gives a client that serves this request alone the user's
// *http.Client.
func (p *planner) builtField(ctx, user string) error {
	s := p.call.Client.Swap
	c := p.call.Client.Expr
	f := p.home.file
	e := f.exprAt(c.Pos, c.End)
	v := variable(f.Info, e)
	stmt, _ := f.stmtAt(p.site.Pos())
	if e == nil || v == nil || !p.home.isLocal(v) || stmt == nil || !p.loneUse(v) {
		return p.ownField("the client is shared")
	}
	inits := p.home.inits(v)
	if len(inits) != 1 || p.constructor(p.home, inits[0]) == nil {
		return p.ownField("the client is not made here")
	}
	field := v.Name() + "." + s.Field
	client, err := p.connect(p.home, p.opt.Connect.ClientLike, stmt.Pos(), ctx, user, field)
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opBefore, node: stmt, text: field + " = " + client})
}

// ownField refuses with what to write by hand.
func (p *planner) ownField(why string) error {
	s := p.call.Client.Swap
	lib, err := p.libraryName(p.at())
	if err != nil {
		return err
	}
	return refuse("client", p.at(), "%s; make one for the user: %s.%s() with connect.Client(ctx, userID) in its field %s", why, lib, s.New, s.Field)
}

// loneUse reports whether a client sends one request and is handed to nobody.
func (p *planner) loneUse(v *types.Var) bool {
	f := p.home.file
	sends := 0
	for _, u := range p.home.memo.uses(f) {
		if u.obj != types.Object(v) || p.home.writes(u.id) {
			continue
		}
		path := f.path(u.id.Pos(), u.id.End())
		if len(path) < 3 {
			return false
		}
		sel, ok := path[1].(*ast.SelectorExpr)
		if !ok || sel.X != ast.Expr(u.id) {
			return false
		}
		switch up := path[2].(type) {
		case *ast.CallExpr:
			if up.Fun != ast.Expr(sel) {
				return false
			}
			sends++
		case *ast.AssignStmt:
			if sel.Sel.Name == p.call.Client.Swap.Field {
				return false
			}
		default:
			return false
		}
	}
	return sends == 1
}

// isLink reports whether a call is a link of a chain: a method that returns
// what it is called on.
func (fd *fileDraft) isLink(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || fd.file.Info == nil {
		return false
	}
	if s, ok := fd.file.Info.Selections[sel]; !ok || s.Kind() != types.MethodVal {
		return false
	}
	got, recv := fd.file.Info.TypeOf(call), fd.file.Info.TypeOf(sel.X)
	return got != nil && recv != nil && named(got) != nil && named(got) == named(recv)
}

// linkAt returns the call whose part behind its receiver is a span, if it is a
// link of a chain: ".Set(k, v)".
func (fd *fileDraft) linkAt(at rest.Span) *ast.CallExpr {
	for _, n := range fd.file.path(at.End-1, at.End) {
		call, ok := n.(*ast.CallExpr)
		if ok && call.End() == at.End && unlinked(call) == at.Pos && fd.isLink(call) {
			return call
		}
	}
	return nil
}
