package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// built replaces the client of a library that wraps net/http (shape E).
func (p *planner) built(ctx, user string) error {
	s := p.call.Client.Swap
	switch {
	case s.Link != "":
		return p.builtLink(ctx, user)
	case s.Field != "":
		return p.builtField(ctx, user)
	}
	root, v, err := p.builtRoot()
	if err != nil {
		return err
	}
	if root != nil && p.ownClient(v) {
		return p.builtNew(root, v, ctx, user)
	}
	if s.Plain {
		return p.builtLike(ctx, user)
	}
	return p.builtShared(user)
}

// libraryName is what the library of the call is called in its file.
func (p *planner) libraryName(pos token.Pos) (string, error) {
	s := p.call.Client.Swap
	f := p.home.file
	for _, spec := range f.Syntax.Imports {
		if importPath(spec) != s.Pkg {
			continue
		}
		obj := f.Info.Implicits[spec]
		if spec.Name != nil {
			obj = f.Info.Defs[spec.Name]
		}
		if obj != nil {
			if _, ok := f.lookup(obj.Name(), pos).(*types.PkgName); ok {
				return obj.Name(), nil
			}
		}
	}
	return "", refuse("client", pos, "%s is not imported here, or its name is taken; import it", s.Pkg)
}

// builtRoot returns the call that makes the client of a chain, in the chain or
// where the local variable is declared that the chain begins with.
func (p *planner) builtRoot() (*ast.CallExpr, *types.Var, error) {
	c := p.call.Client.Expr
	f := p.home.file
	if !c.IsValid() || !p.near(c.Pos) {
		return nil, nil, refuse("client", p.at(), "the request is begun in another function; begin it where the user id is known")
	}
	e := f.exprAt(c.Pos, c.End)
	if e == nil {
		return nil, nil, refuse("client", c.Pos, "the client is not an expression of its own")
	}
	if call := p.constructor(p.home, e); call != nil {
		return call, nil, nil
	}
	v := variable(f.Info, e)
	if v == nil || !p.home.isLocal(v) {
		return nil, nil, nil
	}
	inits := p.home.inits(v)
	if len(inits) != 1 {
		return nil, nil, nil
	}
	return p.constructor(p.home, inits[0]), v, nil
}

// constructor returns the call of the library's constructor that a chain
// begins with, or nil.
func (p *planner) constructor(fd *fileDraft, e ast.Expr) *ast.CallExpr {
	s := p.call.Client.Swap
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			return nil
		}
		fn := callee(fd.file.Info, call)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != s.Pkg {
			return nil
		}
		if fn.Signature().Recv() == nil {
			if fn.Name() == s.New || fn.Name() == s.With {
				return call
			}
			return nil
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		e = sel.X
	}
}

// ownClient reports whether a client serves this request alone: it stands in
// the chain (v is nil), or in a local variable that only begins this request.
func (p *planner) ownClient(v *types.Var) bool {
	if v == nil {
		return true
	}
	begins := 0
	for _, u := range p.home.memo.uses(p.home.file) {
		if u.obj != types.Object(v) || p.home.writes(u.id) {
			continue
		}
		name := p.methodOn(u.id)
		switch {
		case name == p.call.Client.Swap.Request:
			begins++
		case !strings.HasPrefix(name, "Set") && !strings.HasPrefix(name, "On") && !strings.HasPrefix(name, "Add"):
			return false
		}
	}
	return begins == 1
}

// methodOn returns the method that a chain behind an identifier calls last but
// for those of a request: "R" in client.SetTimeout(t).R().Get(u).
func (p *planner) methodOn(id *ast.Ident) string {
	s := p.call.Client.Swap
	last := ""
	for _, n := range p.home.file.path(id.Pos(), id.End()) {
		switch n := n.(type) {
		case *ast.Ident, *ast.ParenExpr:
		case *ast.SelectorExpr:
			last = n.Sel.Name
			if last == s.Request {
				return last
			}
		case *ast.CallExpr:
			if slices.ContainsFunc(n.Args, func(a ast.Expr) bool { return a.Pos() <= id.Pos() && id.Pos() < a.End() }) {
				return ""
			}
		default:
			return last
		}
	}
	return last
}

// builtNew makes the client that serves this request alone with the user's.
func (p *planner) builtNew(root *ast.CallExpr, v *types.Var, ctx, user string) error {
	s := p.call.Client.Swap
	if i := slices.IndexFunc(s.Carried, ownTransport); i >= 0 {
		return refuse("client", root.Pos(), "%s gives the client a transport of its own; put it into connect.Config.HTTPClient", s.Carried[i])
	}
	if v != nil {
		if _, err := p.userText(root.Pos()); err != nil {
			return p.builtLike(ctx, user)
		}
		var err error
		if ctx, err = p.home.context(p.knownContext(), root.Pos()); err != nil {
			return err
		}
	}
	if len(root.Args) == 1 {
		return p.replaceArg(root.Args[0], ctx, user)
	}
	client, err := p.connect(p.home, p.opt.Connect.Client, root.Pos(), ctx, user, "")
	if err != nil {
		return err
	}
	lib, err := p.libraryName(root.Pos())
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: root, text: lib + "." + s.With + "(" + client + ")"})
}

// ownTransport reports whether a setting gives a client a transport, which
// would take the place of the user's.
func ownTransport(name string) bool {
	for _, part := range []string{"Transport", "TLS", "Proxy", "Certificate"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// replaceArg puts the user's client in the place of an *http.Client that is
// handed to a library.
func (p *planner) replaceArg(arg ast.Expr, ctx, user string) error {
	template := p.opt.Connect.ClientLike
	like := p.home.file.source(arg)
	if p.call.Client.Authed || p.call.Client.Default || like == "nil" {
		template = p.opt.Connect.Client
		p.home.markFetches(arg)
	}
	if !isNamed(p.home.file.Info.TypeOf(arg), "net/http", "Client") && like != "nil" {
		return refuse("client", arg.Pos(), "%s is not an *http.Client", like)
	}
	text, err := p.connect(p.home, template, arg.Pos(), ctx, user, like)
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: arg, text: text})
}

// builtLike sends with a second client, made like the one at hand: for shared
// clients of which nothing would be lost.
func (p *planner) builtLike(ctx, user string) error {
	s := p.call.Client.Swap
	c := p.call.Client.Expr
	e := p.home.file.exprAt(c.Pos, c.End)
	if e == nil || !s.Plain {
		return refuse("client", p.at(), "%s", lost(s))
	}
	client, err := p.connect(p.home, p.opt.Connect.ClientLike, e.Pos(), ctx, user, p.home.file.source(e)+"."+s.Inner+"()")
	if err != nil {
		return err
	}
	lib, err := p.libraryName(e.Pos())
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: e, text: lib + "." + s.With + "(" + client + ")"})
}

// lost says why there can be no second client.
func lost(s rest.Swap) string {
	if len(s.Carried) > 0 {
		return "a client for the user would lose what " + strings.Join(s.Carried, ", ") + " set on the shared one; make one with connect.Client beside it"
	}
	return "what is set on the shared client is not known; make one for the user with connect.Client beside it"
}

// builtShared names the user in the context of the request and lets the shared
// client choose by it, so that nothing that was set on it is lost.
func (p *planner) builtShared(user string) error {
	s := p.call.Client.Swap
	if s.Transport == "" || !p.call.Client.Init.IsValid() {
		return refuse("client", p.at(), "%s", lost(s))
	}
	if err := p.hooked(); err != nil {
		return err
	}
	span := p.knownContext()
	if !span.IsValid() {
		return refuse("context", p.at(), "the client is shared and the request has no context; add %s(ctx) to it", s.Context)
	}
	if _, err := p.userText(span.Pos); err != nil {
		return err
	}
	if err := p.withUser(span, user); err != nil {
		return err
	}
	return p.transport()
}

// hooked refuses where a hook of the shared client sets the machine token.
func (p *planner) hooked() error {
	for _, set := range p.call.Auth.Set {
		if !p.near(set.Pos) && p.inHook(set.Pos) {
			return refuse("credential", set.Pos, "a hook of the client sets the machine token on every request; let it do so only where connect.UserFrom names no user")
		}
	}
	return nil
}

// inHook reports whether pos lies in a function literal that is given requests.
func (p *planner) inHook(pos token.Pos) bool {
	f, ok := p.draft.src.FileAt(pos)
	if !ok {
		return true
	}
	fns := f.funcAt(pos)
	if len(fns) == 0 {
		return false
	}
	lit, ok := fns[0].(*ast.FuncLit)
	return ok && slices.ContainsFunc(lit.Type.Params.List, func(param *ast.Field) bool {
		n := named(f.Info.TypeOf(param.Type))
		return n != nil && n.Obj().Name() == "Request"
	})
}
