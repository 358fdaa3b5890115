package flow

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/m2me/m2me/internal/rest"
)

// A Func is a function with a body that is at hand: declared, or a literal.
type Func struct {
	Obj    *types.Func // nil for a literal
	Decl   *ast.FuncDecl
	Lit    *ast.FuncLit
	Parent *Func // for a literal
	Pkg    *Package
	Name   rest.Func
	Sig    *types.Signature

	num     int        // which one it was of those met; see Compare
	env     *eval      // for a literal: the evaluation that made it
	equal   Equalities // for a literal: what was found equal where it was made
	lits    int        // literals numbered so far
	sum     *Summary
	running bool
	loops   []*Func // parts of the body that run for somebody else: ticker loops
	Why     string  // for such a part: what starts it ("ticker loop")
	Kind    rest.Kind
	Queue   []*Value // for such a part: what tells which queue starts it
	Span    rest.Span

	Generated bool // its file is generated
	Valued    bool // it is used as a value, so anybody may call it
}

// Body returns the statements of f.
func (f *Func) Body() *ast.BlockStmt {
	switch {
	case f.Decl != nil:
		return f.Decl.Body
	case f.Lit != nil:
		return f.Lit.Body
	}
	return nil
}

// Outer returns the declared function that f stands in.
func (f *Func) Outer() *Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

// Compare orders functions as they are met in the source, whatever the positions
// of their files are: those depend on which file was parsed first.
func (f *Func) Compare(g *Func) int {
	return cmp.Or(cmp.Compare(f.Outer().num, g.Outer().num), cmp.Compare(f.num, g.num))
}

// A Summary is what calling a function does.
type Summary struct {
	Results []*Value
	Params  []*Value // the parameters as the body left them, receiver last
	Sends   []*Send
	Calls   []Edge
	Regs    []*Reg
	Dyn     []DynCall
	Chans   []ChanUse
	Equal   Equalities // what is equal when the last result is true, or no error
	Always  Equalities // what is equal whenever it returns
	Never   bool       // it does not return
	Ends    bool       // whenever it returns, it has ended the chain that its caller is part of
	Gate    *Gate      // nil if it makes sure of nothing
}

// An Edge is a call of one function by another.
type Edge struct {
	From, To *Func
	At       rest.Span
}

// A DynCall is a call of a function value that only a caller knows.
type DynCall struct {
	From   *Func
	Fn     *Value
	Method string // of an interface: Fn is the receiver
	Home   string // the package whose types have been followed for the method
	Args   []*Value
	At     rest.Span
	Conds  []Cond
	Equal  Equalities // what was found equal on the way to it
}

// same reports whether d is the call o once more, from the same function, of which o
// says no more.
func (d DynCall) same(o DynCall) bool {
	return d.From == o.From && d.Method == o.Method && d.Home == o.Home && len(d.Conds)+len(o.Conds)+len(o.Equal) == 0 &&
		same(d.Fn, o.Fn) && slices.EqualFunc(d.Args, o.Args, same)
}

// A Reg is a function handed to a framework.
type Reg struct {
	Kind    rest.Kind // Unknown: the pattern decides
	Trigger string    // "net/http.HandleFunc"
	Method  string    // "GET" where the framework names it
	Pattern *Value    // route, schedule, subject
	Fn      *Value
	Router  *Object  // the router it is registered on, if it is an object
	Before  []*Value // middleware that was on it by then, come what may
	Child   *Value   // for a mounted router: the router or handler below Pattern
	In      *Func
	At      rest.Span
	call    *ast.CallExpr // that hands it over, if it is one

	On      *Value // what it is registered on, if that may tell the queue
	Enqueue bool   // it hands work to a consumer; Pattern is the topic
	Session bool   // Fn is no function, but what the session holds from here on under the key Pattern

	Service types.Type // the interface or struct that generated code calls Fn by
}

// A Send is one request put on the wire on one call path.
type Send struct {
	Lib    string
	Method *Value
	URL    *Value
	Query  *Value // further query parameters, an object
	Body   *Value
	Header *Object
	Client *Value
	Ctx    *Value

	ClientExpr rest.Span
	ClientText string
	Default    bool
	Made       rest.Span // the request's own constructor or literal, if it is in sight of the sender
	Swap       rest.Swap // how its library is made to send with another client

	Conds  []Cond
	Equal  Equalities // what was found equal on the way to it
	Frames []Frame    // outermost first
	Inner  *Send      // the same request as the callee sees it
	Scope  []*Value   // texts in local variables where Frames[0] makes its call
	Node   *Func      // the part of the program that makes the outermost call
}

// A Frame is one call on the way to the wire.
type Frame struct {
	In   *Func
	Call *ast.CallExpr
	To   string
	Ctx  ast.Expr
	At   rest.Pos // for a call that was read from a fact
	Said Said     // likewise
}

// A Said is what directives say about a call on the way to the wire.
type Said struct {
	Keep string    // why it keeps its machine token; empty if nobody says so
	Runs rest.Kind // for whom the function runs that makes it
}
