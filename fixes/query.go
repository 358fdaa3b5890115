package fixes

import (
	"go/ast"
	"go/types"
	"slices"
	"sort"

	"github.com/m2me/m2me/internal/rest"
)

// dropParams takes the parameters out that the user form does not have.
func (p *planner) dropParams() error {
	if len(p.match.DropBody)+len(p.match.DropHeader) > 0 {
		if err := p.dropList(p.call.Body, p.match.DropBody); err != nil {
			return err
		}
		if err := p.dropList(p.call.Header, p.match.DropHeader); err != nil {
			return err
		}
	}
	return p.dropList(p.call.Query, p.match.DropQuery)
}

// dropList takes out some parameters of a list, the last first.
func (p *planner) dropList(params []rest.Param, drop []int) error {
	order := slices.Clone(drop)
	sort.Sort(sort.Reverse(sort.IntSlice(order)))
	for _, i := range order {
		if i < 0 || i >= len(params) {
			continue
		}
		if err := p.dropParam(params[i]); err != nil {
			return err
		}
	}
	return nil
}

// elsewhere says what to do about a parameter that another function adds.
const elsewhere = "%s is added in another function, which others may need as it is; add it where the function is called, or split the function"

// option says what to do about a parameter that an option adds.
const option = "%s is added by an option that is handed over; leave it out where a user calls, in a function for users if others need it"

// dropParam takes out one parameter.
func (p *planner) dropParam(q rest.Param) error {
	if !q.Src.IsValid() || !p.near(q.Src.Pos) {
		return p.addedElsewhere(q)
	}
	switch q.Form {
	case rest.ParamText:
		return p.dropText(q)
	case rest.ParamElement:
		return p.dropElement(q)
	case rest.ParamStmt:
		return p.dropSetter(q)
	case rest.ParamPair:
		return p.dropPair(q)
	case rest.ParamLink:
		return p.unlinkAt(q.Src, q.Key, q.Cond)
	}
	return p.addedElsewhere(q)
}

// addedElsewhere refuses to take out a parameter that another function adds.
func (p *planner) addedElsewhere(q rest.Param) error {
	if q.Form == rest.ParamOption {
		return refuse("elsewhere", p.at(), option, q.Key)
	}
	return refuse("elsewhere", p.at(), elsewhere, q.Key)
}

// unlinkAt takes out a link of a chain, or the statement that it is all of.
func (p *planner) unlinkAt(at rest.Span, key string, cond bool) error {
	fd, err := p.draft.fileOf(at.Pos)
	if err != nil {
		return err
	}
	call := fd.linkAt(at)
	if call == nil {
		return refuse("link", at.Pos, "%s is not set by a link of a chain", key)
	}
	if cond {
		stmt, _ := fd.file.stmtAt(at.Pos)
		out, check := fd.file.loneCondition(stmt)
		if check == nil || !fd.removable(check) || !p.onlyUser(fd, check) {
			return refuse("conditional", at.Pos, "%s is only sent under a condition; decide what the call is without it", key)
		}
		return fd.put(op{kind: opDrop, node: out})
	}
	return fd.put(op{kind: opUnlink, node: call})
}

// dropElement takes out an element of a composite literal.
func (p *planner) dropElement(q rest.Param) error {
	fd, err := p.draft.fileOf(q.Src.Pos)
	if err != nil {
		return err
	}
	path := fd.file.path(q.Src.Pos, q.Src.End)
	for i, n := range path {
		if i == 0 {
			continue
		}
		elem, ok := path[i-1].(ast.Expr)
		if call, is := n.(*ast.CallExpr); is && ok && spans(elem, q.Src) && fd.file.variadic(call, elem) {
			return fd.put(op{kind: opDrop, node: elem})
		}
		lit, is := n.(*ast.CompositeLit)
		if !is || !ok || !slices.Contains(lit.Elts, elem) {
			continue
		}
		if _, ok := elem.(*ast.KeyValueExpr); !ok && !(spans(elem, q.Src) && fd.file.isList(lit)) {
			continue
		}
		if err := fd.put(op{kind: opDrop, node: elem}); err != nil {
			return err
		}
		p.empties = append(p.empties, empty{fd: fd, lit: lit})
		return nil
	}
	return refuse("element", q.Src.Pos, "%s is not an element of a literal that can be taken out", q.Key)
}

func spans(n ast.Node, s rest.Span) bool { return n.Pos() == s.Pos && n.End() == s.End }

// variadic reports whether a call can do without an argument: it is one of any
// number.
func (f *File) variadic(call *ast.CallExpr, arg ast.Expr) bool {
	sig, ok := f.Info.TypeOf(call.Fun).(*types.Signature)
	return ok && sig.Variadic() && !call.Ellipsis.IsValid() && slices.Index(call.Args, arg) >= sig.Params().Len()-1
}

// isList reports whether a literal is a slice, of which an element can go.
func (f *File) isList(lit *ast.CompositeLit) bool {
	t := f.Info.TypeOf(lit)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// dropPair takes out a key and its value, two arguments or elements.
func (p *planner) dropPair(q rest.Param) error {
	fd, err := p.draft.fileOf(q.Src.Pos)
	if err != nil {
		return err
	}
	for _, n := range fd.file.path(q.Src.Pos, q.Src.End) {
		var list []ast.Expr
		switch n := n.(type) {
		case *ast.CallExpr:
			list = n.Args
		case *ast.CompositeLit:
			list = n.Elts
		}
		for i := 0; i+1 < len(list); i++ {
			if list[i].Pos() > q.Src.Pos || q.Src.Pos >= list[i].End() || q.Src.End > list[i+1].End() {
				continue
			}
			for _, e := range list[i : i+2] {
				if err := fd.put(op{kind: opDrop, node: e}); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return refuse("element", q.Src.Pos, "%s is not an argument that can be taken out", q.Key)
}

// dropSetter takes out a statement such as q.Set("user_id", id), with the
// condition around it if that is all it is for.
func (p *planner) dropSetter(q rest.Param) error {
	fd, err := p.draft.fileOf(q.Src.Pos)
	if err != nil {
		return err
	}
	stmt, _ := fd.file.stmtAt(q.Src.Pos)
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
	default:
		return refuse("statement", q.Src.Pos, "%s is not set by a statement of its own", q.Key)
	}
	out, cond := fd.file.loneCondition(stmt)
	if cond != nil && !(fd.removable(cond) && p.onlyUser(fd, cond)) || cond == nil && q.Cond {
		return refuse("conditional", q.Src.Pos, "%s is only sent under a condition; decide what the call is without it", q.Key)
	}
	if err := fd.put(op{kind: opDrop, node: out}); err != nil {
		return err
	}
	if recv := receiver(stmt); recv != nil {
		if v, ok := fd.file.Info.Uses[recv].(*types.Var); ok {
			p.empties = append(p.empties, empty{fd: fd, v: v})
		}
	}
	return nil
}

// loneCondition returns the if statement that has s alone in its body, and its
// condition; s itself if there is none.
func (f *File) loneCondition(s ast.Stmt) (ast.Stmt, ast.Expr) {
	path := f.path(s.Pos(), s.End())
	i := slices.Index(path, ast.Node(s))
	if i < 0 || i+2 >= len(path) {
		return s, nil
	}
	block, ok := path[i+1].(*ast.BlockStmt)
	check, ok2 := path[i+2].(*ast.IfStmt)
	if !ok || !ok2 || len(block.List) != 1 || check.Body != block || check.Else != nil || check.Init != nil {
		return s, nil
	}
	if i+3 < len(path) {
		if _, ok := path[i+3].(*ast.IfStmt); ok { // an else if
			return s, nil
		}
	}
	return check, check.Cond
}

// onlyUser reports whether a condition is about the user id alone.
func (p *planner) onlyUser(fd *fileDraft, cond ast.Expr) bool {
	users := map[types.Object]bool{}
	ast.Inspect(p.user, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			users[fd.file.Info.Uses[id]] = true
		}
		return true
	})
	ok := true
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, is := n.(*ast.Ident); is {
			if v, is := fd.file.Info.Uses[id].(*types.Var); is {
				ok = ok && users[v]
			}
		}
		return ok
	})
	return ok
}

// receiver returns the variable that a statement sets a key of: q in
// q.Set(k, v) and q[k] = v.
func receiver(s ast.Stmt) *ast.Ident {
	var x ast.Expr
	switch s := s.(type) {
	case *ast.ExprStmt:
		if call, ok := s.X.(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
				x = sel.X
			}
		}
	case *ast.AssignStmt:
		if len(s.Lhs) == 1 {
			if ix, ok := s.Lhs[0].(*ast.IndexExpr); ok {
				x = ix.X
			}
		}
	}
	id, _ := x.(*ast.Ident)
	return id
}
