package fixes

import (
	"fmt"
	"go/ast"
	"go/types"
)

// copied makes a copy of a client act for the user: for wrappers that no
// context reaches. The struct must be one that may be copied, and its client
// one of its fields.
func (p *planner) copied() error {
	sink := p.call.Frames[len(p.call.Frames)-1]
	if p.call.Client.Choice {
		return refuse("context", p.at(), "no context reaches the request; pass one to the wrapper")
	}
	fd, err := p.draft.fileOf(sink.Call.Pos)
	if err != nil {
		return refuse("context", p.at(), "no context reaches the request, and the code that sends it cannot be edited")
	}
	if len(p.call.Auth.Set) > 0 {
		return refuse("context", p.at(), "the wrapper sets the machine token and no context reaches it; pass it one")
	}
	if done, err := p.handed(fd); done {
		return err
	}
	recv, field, err := p.clientField(fd)
	if err != nil {
		return err
	}
	fun, ok := ast.Unparen(p.site.Fun).(*ast.SelectorExpr)
	if !ok || !p.sameReceiver(recv) {
		return refuse("context", p.at(), "no context reaches the request; pass one to the wrapper")
	}
	user, err := p.userText(p.site.Pos())
	if err != nil {
		return err
	}
	method := p.copyMethod(recv)
	if err := p.declareCopy(recv, field, method); err != nil {
		return err
	}
	return p.home.put(op{kind: opReplace, node: fun.X, text: p.home.file.source(fun.X) + "." + method + "(" + user + ")"})
}

// copyMethod returns the name of the method that makes the copy: exported where
// the call is in another package than the type.
func (p *planner) copyMethod(recv *types.Var) string {
	if n := named(recv.Type()); n.Obj().Pkg() == p.home.file.Pkg {
		return "forUser"
	}
	return "ForUser"
}

// clientField returns the receiver of the method that sends, and the field
// that holds its client.
func (p *planner) clientField(fd *fileDraft) (*types.Var, string, error) {
	span := p.call.Client.Expr
	no := refuse("context", p.at(), "no context reaches the request, and its client is not a field that a copy could change; pass the wrapper a context")
	if !span.IsValid() {
		return nil, "", no
	}
	sel, ok := fd.file.exprAt(span.Pos, span.End).(*ast.SelectorExpr)
	if !ok {
		return nil, "", no
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return nil, "", no
	}
	recv, ok := fd.file.Info.Uses[id].(*types.Var)
	if !ok || recv.Kind() != types.RecvVar {
		return nil, "", no
	}
	if t := fd.file.Info.TypeOf(sel); !isNamed(t, "net/http", "Client") || isStruct(t) {
		return nil, "", no
	}
	if !copyable(recv.Type(), nil) {
		return nil, "", refuse("copy", span.Pos, "no context reaches the request, and %s must not be copied; pass the wrapper a context", named(recv.Type()).Obj().Name())
	}
	return recv, sel.Sel.Name, nil
}

// sameReceiver reports whether each frame calls a method of the receiver's
// type, so that the copy is what sends.
func (p *planner) sameReceiver(recv *types.Var) bool {
	for i, fr := range p.call.Frames[:len(p.call.Frames)-1] {
		f, ok := p.draft.src.FileAt(fr.Call.Pos)
		if !ok || f.Info == nil {
			return false
		}
		call, ok := f.exprAt(fr.Call.Pos, fr.Call.End).(*ast.CallExpr)
		if !ok {
			return false
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || named(f.Info.TypeOf(sel.X)) != named(recv.Type()) {
			return false
		}
		if i == 0 {
			continue
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok {
			return false
		}
		if v, ok := f.Info.Uses[id].(*types.Var); !ok || v.Kind() != types.RecvVar {
			return false
		}
	}
	return true
}

// declareCopy adds the method that makes the copy, beside the type.
func (p *planner) declareCopy(recv *types.Var, field, method string) error {
	n := named(recv.Type())
	obj := n.Obj()
	fd, err := p.draft.fileOf(obj.Pos())
	if err != nil {
		return err
	}
	if n.TypeParams().Len() > 0 {
		return refuse("copy", obj.Pos(), "%s is generic; pass the wrapper a context", obj.Name())
	}
	if found, _, _ := types.LookupFieldOrMethod(recv.Type(), true, obj.Pkg(), method); found != nil {
		if !copies(found, recv.Type()) {
			return refuse("copy", found.Pos(), "%s has a %s of its own; pass the wrapper a context", obj.Name(), method)
		}
		return nil // an earlier run has made it
	}
	star, ref := "", ""
	if _, ok := types.Unalias(recv.Type()).(*types.Pointer); ok {
		star, ref = "*", "&"
	}
	ctx, err := fd.local("context", "stdcontext", obj.Pos())
	if err != nil {
		return err
	}
	client, err := p.connect(fd, p.opt.Connect.Client, obj.Pos(), ctx+".Background()", "userID", "")
	if err != nil {
		return err
	}
	name, twin := recv.Name(), "u"
	if name == twin {
		twin = "c"
	}
	decl := fd.file.declAt(obj.Pos())
	text := fmt.Sprintf("func (%s %s%s) %s(userID string) %s%s {\n\t%s := %s%s\n\t%s.%s = %s\n\treturn %s%s\n}",
		name, star, obj.Name(), method, star, obj.Name(), twin, star, name, twin, field, client, ref, twin)
	if ast.IsExported(method) {
		text = "// ForUser returns a copy that sends with the token of a user.\n" + text
	}
	if g, ok := decl.(*ast.GenDecl); !ok || g == nil {
		return refuse("copy", obj.Pos(), "%s is declared inside a function; pass the wrapper a context", obj.Name())
	}
	fd.declare(decl, text)
	return nil
}

// copies reports whether a method has the signature of the one that makes copies.
func copies(obj types.Object, recv types.Type) bool {
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	return sig.Params().Len() == 1 && isString(sig.Params().At(0).Type()) && sig.Results().Len() == 1 &&
		types.Identical(sig.Results().At(0).Type(), recv)
}

// named returns the named type of t or of what it points to, or nil.
func named(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// copyable reports whether a struct may be copied: none of what it holds by
// value has a Lock method or is an atomic.
func copyable(t types.Type, seen []types.Type) bool {
	n := named(t)
	if n != nil {
		t = n.Underlying()
		for i := range n.NumMethods() {
			if m := n.Method(i).Name(); m == "Lock" || m == "lock" {
				return false
			}
		}
		if pkg := n.Obj().Pkg(); pkg != nil && (pkg.Path() == "sync" || pkg.Path() == "sync/atomic") {
			return false
		}
	}
	for _, s := range seen {
		if types.Identical(s, t) {
			return true
		}
	}
	seen = append(seen, t)
	switch u := t.(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			ft := types.Unalias(u.Field(i).Type())
			if _, ok := ft.(*types.Pointer); !ok && !copyable(ft, seen) {
				return false
			}
		}
	case *types.Array:
		return copyable(u.Elem(), seen)
	}
	return true
}
