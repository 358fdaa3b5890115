package fixes

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/m2me/m2me/internal/rest"
)

// wrapped makes a wrapper send for the user: the context says for whom, and
// the wrapper honours it.
func (p *planner) wrapped() error {
	sink := p.call.Frames[len(p.call.Frames)-1]
	ctx := p.call.Frames[0].Ctx
	var incoming ast.Expr // the request whose context the wrapper sends with
	for i, fr := range p.call.Frames[:len(p.call.Frames)-1] {
		if fr.Ctx.IsValid() {
			continue
		}
		if i == 0 && p.requestCarries(fr) {
			ctx = p.madeContext()
		}
		if i == 0 && !ctx.IsValid() {
			if incoming = p.incoming(); incoming != nil {
				continue
			}
		}
		if !p.requestCarries(fr) || i == 0 && !ctx.IsValid() {
			return p.copied()
		}
	}
	user, err := p.userText(p.site.Pos())
	if err != nil {
		return err
	}
	switch {
	case p.call.Ctx.User:
	case incoming != nil:
		err = p.incomingFor(incoming, user)
	default:
		err = p.withUser(ctx, user)
	}
	if err != nil {
		return err
	}
	f, ok := p.draft.src.FileAt(sink.Call.Pos)
	if !sink.Call.IsValid() || !ok || f.editable() != nil {
		if p.call.Auth.Carrier == rest.CarrierHeader {
			return refuse("wrapper", p.at(), "the code that sends the request adds the machine token itself and cannot be edited")
		}
		return p.transport()
	}
	fd := p.draft.of(f)
	call, ok := f.exprAt(sink.Call.Pos, sink.Call.End).(*ast.CallExpr)
	if !ok {
		return refuse("changed", sink.Call.Pos, "the request is not sent where it was read; run again")
	}
	return p.honour(fd, call, fd.sinkContext(sink.Ctx, call))
}

// incoming returns the argument of the call that is the request being served, if
// the wrapper sends with that request's context.
func (p *planner) incoming() ast.Expr {
	if p.call.Ctx.Incoming == "" {
		return nil
	}
	for _, arg := range p.site.Args {
		id, ok := ast.Unparen(arg).(*ast.Ident)
		if ok && id.Name == p.call.Ctx.Incoming && isNamed(p.home.file.Info.TypeOf(id), "net/http", "Request") {
			return id
		}
	}
	return nil
}

// incomingFor names the user in the context of a request that is handed on.
func (p *planner) incomingFor(request ast.Expr, user string) error {
	name := p.home.file.source(request)
	text, err := p.connect(p.home, p.opt.Connect.WithUser, request.Pos(), name+".Context()", user, "")
	if err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: request, text: name + ".WithContext(" + text + ")"})
}

// requestCarries reports whether a frame passes on a request, which has a
// context of its own.
func (p *planner) requestCarries(fr rest.Frame) bool {
	f, ok := p.draft.src.FileAt(fr.Call.Pos)
	if !ok || f.Info == nil {
		return false
	}
	call, ok := f.exprAt(fr.Call.Pos, fr.Call.End).(*ast.CallExpr)
	if !ok {
		return false
	}
	for _, arg := range call.Args {
		if isNamed(f.Info.TypeOf(arg), "net/http", "Request") {
			return true
		}
	}
	return false
}

// honour makes the call that sends choose its client by the context, once for
// all callers.
func (p *planner) honour(fd *fileDraft, call *ast.CallExpr, ctx string) error {
	if p.call.Client.Swap.Pkg != "" {
		return p.honourBuilt(fd, call, ctx)
	}
	if p.call.Client.Choice {
		return p.guardCredential()
	}
	if ctx == "" {
		return refuse("context", call.Pos(), "the function that sends the request has no context; pass it one")
	}
	c := p.call.Client.Expr
	if !c.IsValid() {
		return p.honourFunc(fd, call, ctx)
	}
	e := fd.file.exprAt(c.Pos, c.End)
	if e == nil {
		return refuse("client", c.Pos, "the client is not an expression of its own")
	}
	like := fd.file.clientText(e)
	if like == "" { // an interface with Do
		if err := p.transport(); err != nil {
			return err
		}
		return p.guardCredential()
	}
	text, err := p.connect(fd, p.opt.Connect.HTTPClient, e.Pos(), ctx, "", like)
	if err != nil {
		return err
	}
	if err := fd.put(op{kind: opReplace, node: e, text: text}); err != nil {
		return err
	}
	return p.guardCredential()
}

// honourFunc does the same for http.Get and its like.
func (p *planner) honourFunc(fd *fileDraft, call *ast.CallExpr, ctx string) error {
	fun, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	fn := callee(fd.file.Info, call)
	if !ok || fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "net/http" || fn.Signature().Recv() != nil {
		return p.transport()
	}
	http := fd.file.source(fun.X)
	text, err := p.connect(fd, p.opt.Connect.HTTPClient, call.Pos(), ctx, "", http+".DefaultClient")
	if err != nil {
		return err
	}
	if err := fd.put(op{kind: opReplace, node: fun, text: text + "." + fun.Sel.Name}); err != nil {
		return err
	}
	return p.guardCredential()
}

// sinkContext returns the context that the caller of a wrapper has set: a
// variable, or that of the request which is sent.
func (fd *fileDraft) sinkContext(known rest.Span, call *ast.CallExpr) string {
	f := fd.file
	if known.IsValid() && f.holds(known.Pos) {
		if e := f.exprAt(known.Pos, known.End); e != nil && f.isContext(e) && f.stable(e, call.Pos()) {
			return f.source(e)
		}
	}
	if ctx := fd.paramContext(call.Pos()); ctx != "" {
		return ctx
	}
	if request := fd.sentRequest(call); request != "" {
		return request + ".Context()"
	}
	return ""
}

// sentRequest returns the variable of the request that a call sends, or "".
func (fd *fileDraft) sentRequest(call *ast.CallExpr) string {
	for _, arg := range call.Args {
		if id, ok := arg.(*ast.Ident); ok && isNamed(fd.file.Info.TypeOf(arg), "net/http", "Request") {
			return id.Name
		}
	}
	return ""
}

// paramContext returns the parameter of the enclosing functions that is a context.
func (fd *fileDraft) paramContext(pos token.Pos) string {
	f := fd.file
	for _, fn := range f.funcAt(pos) {
		for _, field := range funcType(fn).Params.List {
			for _, name := range field.Names {
				v, ok := f.Info.Defs[name].(*types.Var)
				if ok && isNamed(v.Type(), "context", "Context") && f.lookup(name.Name, pos) == types.Object(v) {
					return name.Name
				}
			}
		}
	}
	return ""
}
