package fixes

import (
	"go/ast"
	"go/types"
)

// handed puts the user's client in the place of the one that the wrapper is
// given as an argument. It reports whether the wrapper is one of that kind: its
// parameter sends this request and is used for nothing else.
func (p *planner) handed(fd *fileDraft) (bool, error) {
	i := p.clientParam(fd)
	if i < 0 || i >= len(p.site.Args) || p.site.Ellipsis.IsValid() || !p.alone() {
		return false, nil
	}
	arg := p.site.Args[i]
	f := p.home.file
	like := f.clientText(arg)
	if like == "" || isStruct(f.Info.TypeOf(arg)) {
		return false, nil
	}
	user, err := p.userText(arg.Pos())
	if err != nil {
		return true, err
	}
	ctx, err := p.home.context(p.knownContext(), arg.Pos())
	if err != nil {
		return true, err
	}
	template := p.opt.Connect.ClientLike
	if p.call.Client.Default || p.call.Client.Authed {
		template = p.opt.Connect.Client
	}
	text, err := p.connect(p.home, template, arg.Pos(), ctx, user, like)
	if err != nil {
		return true, err
	}
	return true, p.home.put(op{kind: opReplace, node: arg, text: text})
}

// clientParam returns the index of the parameter of the wrapper that sends the
// request and does nothing else, or -1.
func (p *planner) clientParam(fd *fileDraft) int {
	span, f := p.call.Client.Expr, fd.file
	if !span.IsValid() || len(p.call.Frames) != 2 {
		return -1
	}
	id, ok := f.exprAt(span.Pos, span.End).(*ast.Ident)
	if !ok {
		return -1
	}
	v, ok := f.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.ParamVar {
		return -1
	}
	for other, obj := range f.Info.Uses {
		if obj == types.Object(v) && other != id {
			return -1
		}
	}
	fn := callee(p.home.file.Info, p.site)
	if fn == nil {
		return -1
	}
	params := fn.Signature().Params()
	for i := range params.Len() {
		if params.At(i).Pos() == v.Pos() {
			return i
		}
	}
	return -1
}
