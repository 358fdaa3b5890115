package fixes

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// sender makes the request go out with the user's token. Which shape it is
// depends on who sends: the function that names the endpoint (shape A), or a
// wrapper that is told by its context, its transport or a copy (shape D).
func (p *planner) sender() error {
	if p.call.Client.Choice && p.call.Ctx.User {
		return nil
	}
	if why := p.call.Client.Swap.Why; why != "" {
		return refuse("library", p.at(), "%s", why)
	}
	if len(p.call.Frames) == 1 {
		return p.direct()
	}
	return p.wrapped()
}

// direct replaces the client where request and client are in one function.
func (p *planner) direct() error {
	if p.begunElsewhere() {
		return p.builtOnward()
	}
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
	if !p.alone() {
		return refuse("shared", p.at(), "the same line sends a call that keeps its machine token; send this one on its own")
	}
	if p.call.Client.Swap.Pkg != "" {
		if err := p.built(ctx, user); err != nil {
			return err
		}
		return p.dropNear()
	}
	for _, set := range p.call.Auth.Set {
		if !p.near(set.Pos) {
			return p.prepared(user)
		}
	}
	if err := p.replaceClient(ctx, user); err != nil {
		return err
	}
	return p.dropCredential()
}

// prepared names the user in the context that the request is built with: for
// requests that get their token in a function which others use too.
func (p *planner) prepared(user string) error {
	span := p.madeContext()
	if !span.IsValid() {
		return refuse("credential", p.call.Auth.Set[0].Pos, "the machine token is set in a function that others use, and the request is built without a context; build it with http.NewRequestWithContext")
	}
	if _, err := p.userText(span.Pos); err != nil {
		return err
	}
	if err := p.withUser(span, user); err != nil {
		return err
	}
	request := p.home.sentRequest(p.site)
	if request == "" {
		return refuse("context", p.at(), "the request is not sent by name here; keep it in a variable")
	}
	return p.honour(p.home, p.site, request+".Context()")
}

// madeContext returns the context that the request is built with.
func (p *planner) madeContext() rest.Span {
	call := p.maker()
	if call == nil || !p.passesContext(call) {
		return rest.Span{}
	}
	for _, arg := range call.Args {
		if isNamed(p.home.file.Info.TypeOf(arg), "context", "Context") {
			return rest.Span{Pos: arg.Pos(), End: arg.End()}
		}
	}
	return rest.Span{}
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

// maker returns the call that builds the request in the function that makes
// the call.
func (p *planner) maker() *ast.CallExpr {
	f := p.home.file
	if made := p.call.Made; made.IsValid() && p.near(made.Pos) {
		call, _ := f.exprAt(made.Pos, made.End).(*ast.CallExpr)
		return call
	}
	for _, arg := range p.site.Args {
		v := variable(f.Info, arg)
		if v == nil || !isNamed(v.Type(), "net/http", "Request") || !p.home.isLocal(v) {
			continue
		}
		if inits := p.home.inits(v); len(inits) == 1 {
			call, _ := ast.Unparen(inits[0]).(*ast.CallExpr)
			return call
		}
	}
	return nil
}

// passesContext reports whether the function that a call names builds a
// request with the context it is given.
func (p *planner) passesContext(call *ast.CallExpr) bool {
	fn := callee(p.home.file.Info, call)
	if fn == nil {
		return false
	}
	if buildsRequest(fn) {
		return true
	}
	for _, f := range p.draft.src.Package(p.home.file) {
		for _, d := range f.Syntax.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if ok && f.Info != nil && f.Info.Defs[decl.Name] == origin(fn) {
				return f.passesOn(decl)
			}
		}
	}
	return false
}

// buildsRequest reports whether fn gives a request a context.
func buildsRequest(fn *types.Func) bool {
	switch fn.FullName() {
	case "net/http.NewRequestWithContext", "(*net/http.Request).WithContext", "(*net/http.Request).Clone":
		return true
	}
	return false
}

// passesOn reports whether a function gives a request the context that is its
// parameter.
func (f *File) passesOn(decl *ast.FuncDecl) bool {
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		fn := callee(f.Info, call)
		v := variable(f.Info, call.Args[0])
		if fn != nil && buildsRequest(fn) && v != nil && v.Kind() == types.ParamVar {
			found = true
		}
		return true
	})
	return found
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
	template, like := p.opt.Connect.ClientLike, f.clientText(e)
	if c.Default || c.Authed {
		template = p.opt.Connect.Client
	} else if like == "" {
		return p.throughInterface(user)
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

// throughInterface names the user in the context of the request, for a client
// that is an interface: the *http.Client behind it chooses by that context.
func (p *planner) throughInterface(user string) error {
	span := p.madeContext()
	if !span.IsValid() {
		return refuse("client", p.at(), "%s is not an *http.Client, and the request is built without a context; build it with http.NewRequestWithContext", p.call.Client.Text)
	}
	if _, err := p.userText(span.Pos); err != nil {
		return err
	}
	if err := p.withUser(span, user); err != nil {
		return err
	}
	return p.transport()
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
