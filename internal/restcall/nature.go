package restcall

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// byNature makes roots of functions that are started by what they are: main,
// initialisers, parts of a body that a timer runs, and what is shaped like a
// handler, registered nowhere in sight and called by nobody.
func (f *finder) byNature(fn *flow.Func) {
	if k, ok := f.said[fn]; ok {
		f.roots[fn] = []root{{kind: k, text: "//m2me:" + directiveOf(k), at: fn.Span}}
		return
	}
	switch {
	case fn.Kind != rest.Unknown:
		f.part(fn)
	case fn.Decl != nil && fn.Decl.Recv == nil && fn.Name.Name == "main" && fn.Pkg.Types.Name() == "main":
		f.addRoot(fn, root{kind: rest.Batch, text: "main", at: fn.Span})
	case fn.Decl != nil && fn.Decl.Recv == nil && fn.Name.Name == "init":
		f.addRoot(fn, root{kind: rest.Batch, text: "init", at: fn.Span})
	case len(f.roots[fn]) == 0 && !f.called[fn] && !f.handed[fn]:
		if k, ok := f.w.Shape(fn); ok {
			one := root{kind: k, text: "handler " + fn.Name.Name, at: fn.Span, shape: true}
			switch k {
			case rest.ByUser:
				one.kind = f.unregistered(fn, k)
			case rest.Event:
				one.topics = calledBy(fn)
			}
			f.addRoot(fn, one)
		}
	}
}

// unregistered is for whom a handler runs whose route is not in sight: the names
// around it count as its route would.
func (f *finder) unregistered(fn *flow.Func, k rest.Kind) rest.Kind {
	if f.signed([]*flow.Func{fn}, nil) {
		return rest.Event
	}
	if fn.Parent != nil { // made by a function: middleware runs for everybody it is put around
		return k
	}
	path := "/" + strings.ToLower(fn.Name.Pkg[strings.LastIndexByte(fn.Name.Pkg, '/')+1:]) + "/x"
	if got := f.table.Routes().Kind(path); got != rest.Unknown {
		return got
	}
	return k
}

// part is a piece of a body that waits for a timer or takes messages in a loop.
// Messages make it run for whoever sent them. A timer makes it run on a schedule
// if the loop has no end; a loop that ends when something has been done is a
// retry, and runs for whom the function around it runs.
func (f *finder) part(fn *flow.Func) {
	if fn.Kind != rest.Scheduled || f.endless(fn) {
		one := root{kind: fn.Kind, text: shortName(fn.Why), at: fn.Span}
		for _, v := range fn.Queue {
			one.topics = append(one.topics, f.topics(v)...)
		}
		f.addRoot(fn, one)
		return
	}
	f.addEdge(flow.Edge{From: f.enclosing(fn), To: fn, At: fn.Span})
}

// enclosing returns the innermost function or part around a part.
func (f *finder) enclosing(fn *flow.Func) *flow.Func {
	if f.inner == nil {
		f.inner = map[*flow.Func][]*flow.Func{}
		for _, part := range f.w.Funcs() {
			if part.Kind != rest.Unknown {
				f.inner[part.Parent] = append(f.inner[part.Parent], part)
			}
		}
	}
	best := fn.Parent
	for _, other := range f.inner[fn.Parent] {
		if other == fn {
			continue
		}
		if other.Span.Pos <= fn.Span.Pos && fn.Span.End <= other.Span.End && other.Span != fn.Span && inside(other, best) {
			best = other
		}
	}
	return best
}

func inside(a, b *flow.Func) bool { return a.Span.Pos >= b.Span.Pos && a.Span.End <= b.Span.End }

// endless reports whether a part stands in a loop that runs until the program
// is told to stop.
func (f *finder) endless(fn *flow.Func) bool {
	loop := f.loopAround(fn)
	var body *ast.BlockStmt
	switch loop := loop.(type) {
	case *ast.ForStmt:
		if loop.Init != nil || loop.Post != nil {
			return false // it counts
		}
		body = loop.Body
	case *ast.RangeStmt:
		if _, ok := fn.Pkg.Info.TypeOf(loop.X).Underlying().(*types.Chan); !ok {
			return false
		}
		body = loop.Body
	default:
		return false
	}
	x := &exits{info: fn.Pkg.Info}
	x.list(body.List, false)
	return !x.found && !x.withRequest(body, fn.Parent.Body())
}

// withRequest reports whether a loop ends when the request does that the function
// around it answers: <-r.Context().Done().
func (x *exits) withRequest(loop, around *ast.BlockStmt) bool {
	found := false
	ast.Inspect(loop, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.ARROW && !found {
			if done, ok := ast.Unparen(u.X).(*ast.CallExpr); ok {
				sel, ok := ast.Unparen(done.Fun).(*ast.SelectorExpr)
				found = ok && sel.Sel.Name == "Done" && x.ofRequest(sel.X, around)
			}
		}
		return !found
	})
	return found
}

// ofRequest reports whether an expression is the context of a request, or a variable
// that holds it.
func (x *exits) ofRequest(e ast.Expr, around *ast.BlockStmt) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		fn := calleeOf(x.info, e)
		return fn != nil && flow.FuncName(fn) == "net/http.Request.Context"
	case *ast.Ident:
		found := false
		ast.Inspect(around, func(n ast.Node) bool {
			if s, ok := n.(*ast.AssignStmt); ok && len(s.Lhs) == 1 && len(s.Rhs) == 1 {
				id, ok := s.Lhs[0].(*ast.Ident)
				from, call := s.Rhs[0].(*ast.CallExpr)
				found = found || ok && call && x.info.Defs[id] != nil && x.info.Defs[id] == x.info.Uses[e] && x.ofRequest(from, around)
			}
			return !found
		})
		return found
	}
	return false
}

// loopAround returns the innermost loop in the function around a part that
// holds it.
func (f *finder) loopAround(fn *flow.Func) ast.Stmt {
	var found ast.Stmt
	body := fn.Parent.Body()
	if body == nil {
		return nil
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || n.Pos() > fn.Span.Pos || n.End() < fn.Span.End {
			return false
		}
		switch n := n.(type) {
		case *ast.ForStmt:
			found = n
		case *ast.RangeStmt:
			found = n
		}
		return true
	})
	return found
}

// exits looks for the way out of a loop that is taken when its work is done. An
// error and a signal to stop are none.
type exits struct {
	info  *types.Info
	found bool
}

// list looks at statements; nested tells that a break leaves something inside
// the loop.
func (x *exits) list(stmts []ast.Stmt, nested bool) {
	for _, s := range stmts {
		x.stmt(s, nested)
	}
}

func (x *exits) stmt(s ast.Stmt, nested bool) {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		x.found = true
	case *ast.BranchStmt:
		x.found = x.found || s.Tok == token.GOTO || s.Tok == token.BREAK && (!nested || s.Label != nil)
	case *ast.BlockStmt:
		x.list(s.List, nested)
	case *ast.LabeledStmt:
		x.stmt(s.Stmt, nested)
	case *ast.IfStmt:
		if !x.stopped(s.Cond) {
			x.stmt(s.Body, nested)
		}
		if s.Else != nil {
			x.stmt(s.Else, nested)
		}
	case *ast.SwitchStmt:
		x.clauses(s.Body)
	case *ast.TypeSwitchStmt:
		x.clauses(s.Body)
	case *ast.SelectStmt:
		x.clauses(s.Body)
	case *ast.ForStmt:
		x.list(s.Body.List, true)
	case *ast.RangeStmt:
		x.list(s.Body.List, true)
	}
}

func (x *exits) clauses(body *ast.BlockStmt) {
	for _, c := range body.List {
		switch c := c.(type) {
		case *ast.CaseClause:
			if len(c.List) != 1 || !x.stopped(c.List[0]) {
				x.list(c.Body, true)
			}
		case *ast.CommClause:
			if !x.signal(c.Comm) {
				x.list(c.Body, true)
			}
		}
	}
}

// stopped reports whether a condition holds because something failed: err != nil,
// ctx.Err() != nil, a channel that was closed.
func (x *exits) stopped(cond ast.Expr) bool {
	switch c := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if c.Op == token.LOR || c.Op == token.LAND {
			return x.stopped(c.X) || x.stopped(c.Y)
		}
		return c.Op == token.NEQ && (x.failure(c.X) || x.failure(c.Y))
	case *ast.CallExpr:
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		return ok && (sel.Sel.Name == "Is" || sel.Sel.Name == "As") && len(c.Args) == 2 && x.failure(c.Args[0])
	}
	return false
}

func (x *exits) failure(e ast.Expr) bool {
	t := x.info.TypeOf(e)
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// signal reports whether a communication receives nothing but the word to stop.
func (x *exits) signal(s ast.Stmt) bool {
	recv, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	u, ok := ast.Unparen(recv.X).(*ast.UnaryExpr)
	if !ok || u.Op != token.ARROW {
		return false
	}
	t := x.info.TypeOf(u.X)
	return t != nil && flow.TypeName(chanElem(t)) != "time.Time"
}

func chanElem(t types.Type) types.Type {
	if c, ok := t.Underlying().(*types.Chan); ok {
		return c.Elem()
	}
	return nil
}
