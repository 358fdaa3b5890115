package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An empty is a set of parameters that may have lost its last one.
type empty struct {
	fd  *fileDraft
	lit *ast.CompositeLit // where it is written
	v   *types.Var        // or the variable that holds it
}

// settleEmpties takes out queries that have become empty, with their "?".
// Where one is used in a way that is not understood it stays, without parameters.
func (p *planner) settleEmpties() error {
	for _, e := range p.empties {
		if e.lit != nil {
			if !e.fd.hollow(e.lit) {
				continue
			}
			v, actions := p.hollowLiteral(e.fd, e.lit)
			if v == nil {
				if err := run(actions); err != nil {
					return err
				}
				continue
			}
			e.v = v
		}
		if err := p.settleVar(e.fd, e.v); err != nil {
			return err
		}
	}
	return nil
}

func run(actions []func() error) error {
	for _, do := range actions {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// hollow reports whether a literal has no element left.
func (fd *fileDraft) hollow(lit *ast.CompositeLit) bool {
	for _, e := range lit.Elts {
		if !slices.ContainsFunc(fd.ops, func(o op) bool { return o.kind == opDrop && o.node == ast.Node(e) }) {
			return false
		}
	}
	return true
}

// hollowLiteral returns the variable that an empty literal initialises, or what
// to do where it is used directly.
func (p *planner) hollowLiteral(fd *fileDraft, lit *ast.CompositeLit) (*types.Var, []func() error) {
	path := fd.file.path(lit.Pos(), lit.End())
	for _, n := range path[1:] {
		switch n := n.(type) {
		case *ast.CompositeLit, *ast.ParenExpr:
			continue
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
				if id, ok := n.Lhs[0].(*ast.Ident); ok {
					v, _ := fd.file.Info.ObjectOf(id).(*types.Var)
					return v, nil
				}
			}
		case *ast.ValueSpec:
			if len(n.Names) == 1 {
				v, _ := fd.file.Info.Defs[n.Names[0]].(*types.Var)
				return v, nil
			}
		}
		break
	}
	if do := p.consumer(fd, lit); do != nil {
		return nil, []func() error{do}
	}
	return nil, nil
}

// settleVar takes out a variable that holds an empty query.
func (p *planner) settleVar(fd *fileDraft, v *types.Var) error {
	if !fd.isLocal(v) || !p.startsEmpty(fd, v) {
		return nil
	}
	var actions []func() error
	for _, id := range fd.usesOf(v) {
		do := p.consumer(fd, id)
		if do == nil {
			return nil
		}
		actions = append(actions, do)
	}
	return run(actions)
}

// usesOf returns the uses of v that stay, in source order.
func (fd *fileDraft) usesOf(v *types.Var) []*ast.Ident { return fd.writesOf(v) }

// startsEmpty reports whether v is declared with a query that has no parameter
// but those that go.
func (p *planner) startsEmpty(fd *fileDraft, v *types.Var) bool {
	stmt, _ := fd.file.stmtAt(v.Pos())
	var init ast.Expr
	switch s := stmt.(type) {
	case *ast.AssignStmt:
		if len(s.Lhs) == 1 && len(s.Rhs) == 1 {
			init = s.Rhs[0]
		}
	case *ast.DeclStmt:
		if spec, ok := s.Decl.(*ast.GenDecl).Specs[0].(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			init = spec.Values[0]
		}
	}
	switch x := ast.Unparen(init).(type) {
	case *ast.CompositeLit:
		return fd.hollow(x)
	case *ast.CallExpr:
		if fun, ok := x.Fun.(*ast.Ident); ok && fun.Name == "make" {
			return true
		}
		fn := callee(fd.file.Info, x)
		return fn != nil && fn.FullName() == "(*net/url.URL).Query" && p.allDropped()
	}
	return false
}

// allDropped reports whether no parameter of the query is left.
func (p *planner) allDropped() bool {
	return len(p.call.RawQuery) == 0 && len(p.call.Query) == len(p.match.DropQuery)
}

// consumer returns what to do where an empty query is used, or nil if the use
// is not understood.
func (p *planner) consumer(fd *fileDraft, e ast.Expr) func() error {
	path := fd.file.path(e.Pos(), e.End())
	i := slices.Index(path, ast.Node(e)) + 1
	if i >= len(path) {
		return nil
	}
	if call, ok := path[i].(*ast.CallExpr); ok {
		arg := slices.Index(call.Args, e)
		if arg == 0 && len(call.Args) == 1 && fd.isLink(call) {
			return func() error { return fd.put(op{kind: opUnlink, node: call}) }
		}
		if arg < 0 || !p.takesNil(fd.file, call, arg, 0) {
			return nil
		}
		return func() error { return fd.put(op{kind: opReplace, node: e, text: "nil"}) }
	}
	sel, ok := path[i].(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Encode" || i+2 >= len(path) {
		return nil
	}
	encode, ok := path[i+1].(*ast.CallExpr)
	if !ok {
		return nil
	}
	switch up := path[i+2].(type) {
	case *ast.AssignStmt:
		if len(up.Lhs) == 1 && isRawQuery(up.Lhs[0]) {
			return func() error { return fd.put(op{kind: opDrop, node: up}) }
		}
		return nil
	case *ast.KeyValueExpr:
		if isRawQuery(up.Key) {
			return func() error { return fd.put(op{kind: opDrop, node: up}) }
		}
		return nil
	}
	return p.encoded(fd, encode)
}

// encoded takes "?" + q.Encode() out of a URL.
func (p *planner) encoded(fd *fileDraft, encode *ast.CallExpr) func() error {
	outer, operand := fd.file.carrier(encode)
	if outer == ast.Expr(encode) {
		return nil
	}
	atoms := fd.file.atoms(outer)
	i := slices.IndexFunc(atoms, func(a atom) bool { return a.expr == operand })
	if i < 1 || i+1 < len(atoms) && atoms[i+1].ch != '#' || atoms[i-1].ch != '?' && atoms[i-1].ch != '&' {
		return nil
	}
	return func() error {
		for _, a := range atoms[i-1 : i+1] {
			t, err := p.texts(a)
			if err != nil {
				return err
			}
			if err := t.cut(a); err != nil {
				return err
			}
		}
		return nil
	}
}

// emptySum takes out a text that has become empty, with the statement that
// adds it to a URL if there is one.
func (t *textEdits) emptySum(sum ast.Expr) error {
	path := t.fd.file.path(sum.Pos(), sum.End())
	for i, n := range path[slices.Index(path, ast.Node(sum))+1:] {
		switch n := n.(type) {
		case *ast.ParenExpr:
			continue
		case *ast.CallExpr:
			if len(n.Args) == 1 && i == 0 && t.fd.isLink(n) {
				return t.fd.put(op{kind: opUnlink, node: n})
			}
			if s, ok := t.fd.file.writeOf(n, path); ok {
				return t.fd.put(op{kind: opDrop, node: s})
			}
			if s, ok := t.fd.file.appendOf(n, path); ok {
				return t.fd.put(op{kind: opDrop, node: s})
			}
		case *ast.CompositeLit: // of a query's parts that are joined
			if below := path[slices.Index(path, ast.Node(n))-1]; slices.Contains(n.Elts, below.(ast.Expr)) && t.fd.joined(n) {
				return t.fd.put(op{kind: opDrop, node: below})
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && (n.Tok == token.ADD_ASSIGN || isRawQuery(n.Lhs[0])) {
				return t.fd.put(op{kind: opDrop, node: n})
			}
		case *ast.KeyValueExpr:
			if isRawQuery(n.Key) {
				return t.fd.put(op{kind: opDrop, node: n})
			}
		}
		break
	}
	return t.fd.put(op{kind: opReplace, node: t.fd.file.syntax(sum), text: `""`})
}

// writeOf returns the statement that writes the text of a call's argument and
// does nothing else: b.WriteString(s).
func (f *File) writeOf(call *ast.CallExpr, path []ast.Node) (ast.Stmt, bool) {
	fn := callee(f.Info, call)
	if fn == nil {
		return nil, false
	}
	switch fn.FullName() {
	case "(*strings.Builder).WriteString", "(*bytes.Buffer).WriteString", "fmt.Fprintf":
	default:
		return nil, false
	}
	i := slices.Index(path, ast.Node(call))
	if i+1 >= len(path) {
		return nil, false
	}
	s, ok := path[i+1].(*ast.ExprStmt)
	return s, ok
}

// appendOf returns the statement that appends the text of a call's only element:
// parts = append(parts, s).
func (f *File) appendOf(call *ast.CallExpr, path []ast.Node) (ast.Stmt, bool) {
	fun, ok := call.Fun.(*ast.Ident)
	i := slices.Index(path, ast.Node(call))
	if !ok || fun.Name != "append" || len(call.Args) != 2 || i+1 >= len(path) {
		return nil, false
	}
	s, ok := path[i+1].(*ast.AssignStmt)
	if !ok || len(s.Lhs) != 1 || s.Tok != token.ASSIGN || f.source(s.Lhs[0]) != f.source(call.Args[0]) {
		return nil, false
	}
	return s, true
}

// joined reports whether the elements of a literal are texts that are only
// joined: one that is gone leaves nothing behind.
func (fd *fileDraft) joined(lit *ast.CompositeLit) bool {
	path := fd.file.path(lit.Pos(), lit.End())
	i := slices.Index(path, ast.Node(lit)) + 1
	if i >= len(path) {
		return false
	}
	switch n := path[i].(type) {
	case *ast.CallExpr:
		return fd.joins(n)
	case *ast.AssignStmt:
		id, ok := n.Lhs[0].(*ast.Ident)
		v, ok2 := fd.file.Info.Defs[id].(*types.Var)
		if !ok || !ok2 || len(n.Lhs) != 1 {
			return false
		}
		return !slices.ContainsFunc(fd.usesOf(v), func(id *ast.Ident) bool {
			up := fd.file.path(id.Pos(), id.End())
			call, ok := up[1].(*ast.CallExpr)
			_, assigned := up[1].(*ast.AssignStmt)
			return !assigned && (!ok || !fd.joins(call))
		})
	}
	return false
}

// joins reports whether a call joins the texts of its first argument, or adds to them.
func (fd *fileDraft) joins(call *ast.CallExpr) bool {
	if fun, ok := call.Fun.(*ast.Ident); ok && fun.Name == "append" {
		return true
	}
	fn := callee(fd.file.Info, call)
	return fn != nil && fn.FullName() == "strings.Join"
}

// isRawQuery reports whether e names the field RawQuery.
func isRawQuery(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name == "RawQuery"
	case *ast.SelectorExpr:
		return x.Sel.Name == "RawQuery"
	}
	return false
}
