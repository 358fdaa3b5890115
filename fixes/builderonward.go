package fixes

import (
	"go/ast"

	"github.com/m2me/m2me/internal/rest"
)

// begunElsewhere reports whether a chain goes on with a request that another
// function begins: "c.request(ctx).Get(path)".
func (p *planner) begunElsewhere() bool {
	c := p.call.Client
	return c.Swap.Transport != "" && c.Expr.IsValid() && !p.near(c.Expr.Pos)
}

// builtOnward names the user in one more link of such a chain and lets the
// shared client choose by it.
func (p *planner) builtOnward() error {
	s := p.call.Client.Swap
	user, err := p.userText(p.site.Pos())
	if err != nil {
		return err
	}
	switch {
	case !p.alone():
		return refuse("shared", p.at(), "the same line sends a call that keeps its machine token; send this one on its own")
	case s.Context == "" || !p.call.Client.Init.IsValid():
		return refuse("client", p.at(), "the request is begun in another function; begin it where the user id is known")
	}
	if err := p.hooked(); err != nil {
		return err
	}
	if err := p.fetchedElsewhere(); err != nil {
		return err
	}
	ctx, err := p.home.context(rest.Span{}, p.site.Pos())
	if err != nil {
		return err
	}
	text, err := p.connect(p.home, p.opt.Connect.WithUser, p.site.Pos(), ctx, user, "")
	if err != nil {
		return err
	}
	if err := p.home.put(op{kind: opLink, node: p.site, text: s.Context + "(" + text + ")"}); err != nil {
		return err
	}
	return p.transport()
}

// fetchedElsewhere refuses where the function that begins the request also gets
// the machine token for it, which would be got for nothing.
func (p *planner) fetchedElsewhere() error {
	for _, set := range p.call.Auth.Set {
		f, ok := p.draft.src.FileAt(set.Pos)
		if p.near(set.Pos) || !ok {
			continue
		}
		for _, n := range f.path(set.End-1, set.End) {
			call, ok := n.(*ast.CallExpr)
			if !ok || call.End() != set.End || !p.onRequest(f, call) {
				continue
			}
			return refuse("credential", set.Pos, "the function that begins the request gives it the machine token; let it do so only where connect.UserFrom names no user")
		}
	}
	return nil
}

// onRequest reports whether a method is called on a request of the library, not
// on its client.
func (p *planner) onRequest(f *File, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || f.Info == nil {
		return false
	}
	t := named(f.Info.TypeOf(sel.X))
	return t != nil && t.Obj().Name() == "Request"
}
