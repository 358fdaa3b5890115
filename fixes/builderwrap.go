package fixes

import (
	"go/ast"
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// honourBuilt makes a wrapper that sends with a library choose its client by
// the context.
func (p *planner) honourBuilt(fd *fileDraft, call *ast.CallExpr, ctx string) error {
	s := p.call.Client.Swap
	sink := p.call.Frames[len(p.call.Frames)-1]
	switch {
	case s.Transport != "" && !sink.Ctx.IsValid():
		return refuse("context", call.Pos(), "the request has no context; add %s(ctx) to it", s.Context)
	case ctx == "":
		return refuse("context", call.Pos(), "the function that sends the request has no context; pass it one")
	}
	if p.call.Auth.Carrier == rest.CarrierHeader {
		if err := p.guardCredential(); err != nil {
			return err
		}
	}
	if s.Link == "" {
		return p.transport()
	}
	if arg := fd.linkArg(call, s.Link); arg != nil {
		text, err := p.connect(fd, p.opt.Connect.HTTPClient, arg.Pos(), ctx, "", fd.file.source(arg))
		if err != nil || mentioned(fd.file.source(arg), calledName(p.opt.Connect.HTTPClient)) {
			return err
		}
		return fd.put(op{kind: opReplace, node: arg, text: text})
	}
	if !p.call.Client.Default {
		return p.transport()
	}
	text, err := p.connect(fd, p.opt.Connect.HTTPClient, call.Pos(), ctx, "", "nil")
	if err != nil {
		return err
	}
	return fd.put(op{kind: opLink, node: call, text: s.Link + "(" + text + ")"})
}

// linkArg returns the argument of the link of a chain that has a name, or nil.
func (fd *fileDraft) linkArg(last *ast.CallExpr, name string) ast.Expr {
	fun, ok := ast.Unparen(last.Fun).(*ast.SelectorExpr)
	for ok {
		call, is := ast.Unparen(fun.X).(*ast.CallExpr)
		if !is {
			return nil
		}
		if fun, ok = ast.Unparen(call.Fun).(*ast.SelectorExpr); !ok {
			return nil
		}
		if fun.Sel.Name == name && len(call.Args) == 1 && fd.isLink(call) {
			return call.Args[0]
		}
	}
	return nil
}

// wrapBuilt gives the client of a library a transport that chooses, where it
// is made.
func (p *planner) wrapBuilt(fd *fileDraft, e ast.Expr) error {
	s := p.call.Client.Swap
	if call := p.constructor(fd, e); call == nil || ast.Expr(call) != e || len(call.Args) > 0 {
		return refuse("client", e.Pos(), "the client is made by %s; give it connect.Transport", fd.file.source(e))
	}
	if i := slices.IndexFunc(s.Carried, ownTransport); i >= 0 {
		return refuse("client", e.Pos(), "%s gives the client a transport of its own; give it connect.Transport instead", s.Carried[i])
	}
	choice, err := p.connect(fd, p.opt.Connect.Transport, e.Pos(), "", "", "nil")
	if err != nil {
		return err
	}
	return fd.put(op{kind: opReplace, node: e, text: fd.file.source(e) + "." + s.Transport + "(" + choice + ")"})
}
