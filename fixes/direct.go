package fixes

import (
	"go/ast"
	"go/token"

	"github.com/m2me/m2me/internal/rest"
)

// sender makes the request go out with the user's token. Which shape it is
// depends on who sends: the function that names the endpoint (shape A), or a
// wrapper that is told by its context, its transport or a copy (shape D).
func (p *planner) sender() error {
	if p.call.Client.Choice && p.call.Ctx.User {
		return nil
	}
	if len(p.call.Frames) == 1 {
		return p.direct()
	}
	return p.wrapped()
}

// direct replaces the client where request and client are in one function.
func (p *planner) direct() error {
	at := p.sendPos()
	user, err := p.userText(at)
	if err != nil {
		return err
	}
	ctx, err := p.home.context(p.knownContext(), at)
	if err != nil {
		return err
	}
	if p.call.Client.Choice {
		return p.withUser(p.call.Ctx.Expr, user)
	}
	if err := p.replaceClient(ctx, user); err != nil {
		return err
	}
	return p.dropCredential()
}

// sendPos is where the client is chosen.
func (p *planner) sendPos() token.Pos {
	if s := p.call.Client.Expr; s.IsValid() {
		return s.Pos
	}
	return p.site.Pos()
}

// knownContext returns the context of the call as the recogniser saw it.
func (p *planner) knownContext() rest.Span {
	if s := p.call.Ctx.Expr; s.IsValid() {
		return s
	}
	return p.call.Frames[0].Ctx
}

// replaceClient puts the user's client in the place of the service's.
func (p *planner) replaceClient(ctx, user string) error {
	c := p.call.Client
	f := p.home.file
	if !c.Expr.IsValid() {
		return p.replaceFunc(ctx, user)
	}
	e := f.exprAt(c.Expr.Pos, c.Expr.End)
	if e == nil {
		return refuse("client", c.Expr.Pos, "the client is not an expression of its own")
	}
	template, like := p.opt.Connect.ClientLike, f.source(e)
	if c.Default || c.Authed {
		template = p.opt.Connect.Client
	} else if !isNamed(f.Info.TypeOf(e), "net/http", "Client") {
		return refuse("client", e.Pos(), "%s is not an *http.Client; give it one that acts for the user", like)
	} else if isStruct(f.Info.TypeOf(e)) {
		like = "&" + like
	}
	text, err := p.connect(p.home, template, e.Pos(), ctx, user, like)
	if err != nil {
		return err
	}
	if c.Authed {
		p.home.markFetches(e)
	}
	return p.home.put(op{kind: opReplace, node: e, text: text})
}

// replaceFunc turns http.Get(u) into connect.Client(ctx, id).Get(u).
func (p *planner) replaceFunc(ctx, user string) error {
	fun, ok := ast.Unparen(p.site.Fun).(*ast.SelectorExpr)
	fn := callee(p.home.file.Info, p.site)
	if !ok || fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "net/http" || fn.Signature().Recv() != nil {
		return refuse("client", p.site.Pos(), "the client that sends the request was not found")
	}
	text, err := p.connect(p.home, p.opt.Connect.Client, p.site.Pos(), ctx, user, "")
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: fun, text: text + "." + fun.Sel.Name})
}

// withUser names the user in a context expression of the home file.
func (p *planner) withUser(span rest.Span, user string) error {
	if !span.IsValid() {
		return refuse("context", p.at(), "no context reaches the request")
	}
	e := p.home.file.exprAt(span.Pos, span.End)
	if e == nil {
		return refuse("context", span.Pos, "the context is not an expression of its own")
	}
	text, err := p.connect(p.home, p.opt.Connect.WithUser, e.Pos(), p.home.file.source(e), user, "")
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: e, text: text})
}
