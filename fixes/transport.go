package fixes

import (
	"go/ast"
	"go/token"
)

// transport makes a client that is built once choose by the context of each
// request: for wrappers that cannot be edited.
func (p *planner) transport() error {
	c := p.call.Client
	if c.Choice {
		return nil
	}
	if !c.Init.IsValid() {
		c.Init = p.builtClient()
	}
	if !c.Init.IsValid() {
		return refuse("wrapper", p.at(), "the request is sent by code that cannot be edited, with a client that is built elsewhere; give it a client with connect.Transport")
	}
	fd, err := p.draft.fileOf(c.Init.Pos)
	if err != nil {
		return err
	}
	e := fd.file.exprAt(c.Init.Pos, c.Init.End)
	if e == nil {
		return refuse("client", c.Init.Pos, "the client is not an expression of its own")
	}
	if c.Swap.Transport != "" && !isNamed(fd.file.Info.TypeOf(e), "net/http", "Client") {
		return p.wrapBuilt(fd, e)
	}
	if !isNamed(fd.file.Info.TypeOf(e), "net/http", "Client") {
		return refuse("client", e.Pos(), "%s is not an *http.Client; wrap its transport with connect.Transport", fd.file.source(e))
	}
	if lit := clientLiteral(e); lit != nil {
		return p.wrapLiteral(fd, e, lit)
	}
	return p.wrapClient(fd, e)
}

// wrapClient makes a client with the wrapped transport of another.
func (p *planner) wrapClient(fd *fileDraft, e ast.Expr) error {
	choice, err := p.connect(fd, p.opt.Connect.Transport, e.Pos(), "", "", fd.file.source(e)+".Transport")
	if err != nil {
		return err
	}
	http, err := fd.local("net/http", "stdhttp", e.Pos())
	if err != nil {
		return err
	}
	text := "&" + http + ".Client{Transport: " + choice + "}"
	if isStruct(fd.file.Info.TypeOf(e)) {
		text = text[1:]
	}
	return fd.put(op{kind: opReplace, node: e, text: text})
}

// clientLiteral returns the literal in &http.Client{…}, or nil.
func clientLiteral(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// wrapLiteral wraps the transport of a client that is written as a literal.
func (p *planner) wrapLiteral(fd *fileDraft, e ast.Expr, lit *ast.CompositeLit) error {
	for _, elem := range lit.Elts {
		kv, ok := elem.(*ast.KeyValueExpr)
		if !ok {
			return refuse("client", lit.Pos(), "write the fields of this client with their names")
		}
		if key, ok := kv.Key.(*ast.Ident); !ok || key.Name != "Transport" {
			continue
		}
		text, err := p.connect(fd, p.opt.Connect.Transport, e.Pos(), "", "", fd.file.source(kv.Value))
		if err != nil {
			return err
		}
		return fd.put(op{kind: opReplace, node: kv.Value, text: text})
	}
	choice, err := p.connect(fd, p.opt.Connect.Transport, e.Pos(), "", "", "nil")
	if err != nil {
		return err
	}
	sep := ", "
	if len(lit.Elts) == 0 {
		sep = ""
	}
	f := fd.file
	text := f.text(e.Pos(), lit.Lbrace+1) + "Transport: " + choice + sep + f.text(lit.Lbrace+1, e.End())
	return fd.put(op{kind: opReplace, node: e, text: text})
}
