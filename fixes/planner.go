package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// A planner turns one decided call into a draft.
type planner struct {
	opt   Options
	call  *rest.Call
	match *scopemap.Match
	draft *draft
	edits []*textEdits

	client string // import path of the Connect client to use, if that is known
	used   string // import path of the one that is used

	kept    []rest.Call
	empties []empty // queries that may have lost their last parameter

	home *fileDraft // the file of Frames[0]
	site *ast.CallExpr
	user ast.Expr // the expression of the user id, in home
}

// at is the place that a refusal names if there is no better one.
func (p *planner) at() token.Pos { return p.call.Frames[0].Call.Pos }

// plan makes the draft of one call.
func (p *planner) plan() error {
	if len(p.call.Frames) == 0 || !p.call.Frames[0].Call.IsValid() {
		return refuse("elsewhere", token.NoPos, "the call is not in the source at hand")
	}
	if p.match.Me == "" {
		return refuse("table", p.at(), "the table gives no user form of the call")
	}
	var err error
	if p.home, err = p.draft.fileOf(p.at()); err != nil {
		return err
	}
	call := p.call.Frames[0].Call
	site, ok := p.home.file.exprAt(call.Pos, call.End).(*ast.CallExpr)
	if !ok || p.home.file.Info == nil {
		return refuse("changed", p.at(), "the call is not where it was read; run again")
	}
	p.site = site
	if err := p.findUser(); err != nil {
		return err
	}
	if err := p.sender(); err != nil {
		return err
	}
	if err := p.editPath(p.match.Edits()); err != nil {
		return err
	}
	if err := p.dropParams(); err != nil {
		return err
	}
	if err := p.settleEmpties(); err != nil {
		return err
	}
	for _, t := range p.edits {
		if err := t.finish(); err != nil {
			return err
		}
	}
	return nil
}

// near reports whether pos lies in the declaration that makes the call. What
// stands elsewhere may serve other calls as well, and is not edited.
func (p *planner) near(pos token.Pos) bool {
	decl := p.home.file.declAt(p.at())
	return decl != nil && decl.Pos() <= pos && pos < decl.End()
}

// findUser finds the expression of the user id and makes sure that it can move
// to where the client is chosen.
func (p *planner) findUser() (err error) {
	span := p.call.User.Expr
	for _, t := range p.userValues() {
		for _, part := range t {
			if part.IsHole() && part.Src.IsValid() && !span.IsValid() {
				span = part.Src
			}
		}
	}
	f := p.home.file
	if !span.IsValid() || !f.holds(span.Pos) {
		for _, i := range p.match.DropQuery { // by a filter that writes itself into the query
			if i < len(p.call.Query) && !p.call.Query[i].Src.IsValid() {
				return p.addedElsewhere(p.call.Query[i])
			}
		}
		return refuse("user", p.at(), "no single user id is in scope here; pass one to the Connect client by hand")
	}
	e := f.exprAt(span.Pos, span.End)
	if e == nil {
		return refuse("user", span.Pos, "the user id is not an expression of its own")
	}
	p.user, err = p.plain(p.unescape(e))
	return err
}

// userValues returns the values that may hold the user id.
func (p *planner) userValues() []rest.Template {
	var out []rest.Template
	for _, i := range p.match.DropQuery {
		if i < len(p.call.Query) && !p.call.Auth.InQuery(p.call.Query[i].Key) {
			out = append(out, p.call.Query[i].Value)
		}
	}
	out = append(out, p.call.User.Value, p.match.User.Value)
	return out
}

// unescape strips what only matters inside a URL.
func (p *planner) unescape(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		call, ok := e.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return e
		}
		fn := callee(p.home.file.Info, call)
		if fn == nil || !p.escapes(fn) {
			return e
		}
		e = call.Args[0]
	}
}

// userText returns the user id as an expression of type string, for use at pos.
func (p *planner) userText(pos token.Pos) (string, error) {
	f := p.home.file
	if !f.holds(pos) {
		return "", refuse("user", pos, "the user id is not in scope where the client is chosen")
	}
	if err := p.movable(pos); err != nil {
		return "", err
	}
	text := f.source(p.user)
	t := f.Info.TypeOf(p.user)
	verb := p.verb()
	switch {
	case verb != "" && verb != "%s" && verb != "%v" && verb != "%d":
		name, err := p.home.local("fmt", "fmt", pos)
		return name + ".Sprintf(" + strconv.Quote(verb) + ", " + text + ")", err
	case t == nil:
		return "", refuse("user", p.user.Pos(), "the type of the user id is not known")
	case isString(t):
		return text, nil
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 && !hasString(t) {
		return "string(" + text + ")", nil
	}
	if hasString(t) && verb != "%d" {
		if _, ok := p.user.(*ast.BinaryExpr); ok {
			text = "(" + text + ")"
		}
		return text + ".String()", nil
	}
	return p.basicText(pos, t, text)
}

// verb returns the format verb that the user id is written with, or "".
func (p *planner) verb() string {
	a := p.home.file.holeAtom(p.user)
	if a.call == nil || a.expr != p.user {
		return ""
	}
	verb := a.lit.Value[a.from:a.to]
	if i, j := strings.IndexByte(verb, '['), strings.IndexByte(verb, ']'); 0 <= i && i < j {
		verb = verb[:i] + verb[j+1:]
	}
	return verb
}

// basicText writes a number as fmt and strconv would in a URL.
func (p *planner) basicText(pos token.Pos, t types.Type, text string) (string, error) {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		name, err := p.home.local("fmt", "fmt", pos)
		return name + ".Sprint(" + text + ")", err
	}
	name, err := p.home.local("strconv", "strconv", pos)
	switch {
	case b.Kind() == types.Int && types.Identical(types.Unalias(t), b):
		return name + ".Itoa(" + text + ")", err
	case b.Kind() == types.Int:
		return name + ".Itoa(int(" + text + "))", err
	case b.Info()&types.IsUnsigned != 0:
		return name + ".FormatUint(" + convert("uint64", b, t, text) + ", 10)", err
	}
	return name + ".FormatInt(" + convert("int64", b, t, text) + ", 10)", err
}

// convert writes a conversion if there is need for one.
func convert(to string, b *types.Basic, t types.Type, text string) string {
	if b.Name() == to && types.Identical(types.Unalias(t), b) {
		return text
	}
	return to + "(" + text + ")"
}

// hasString reports whether t has a method String() string.
func hasString(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "String")
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && isString(sig.Results().At(0).Type())
}

// movable makes sure that the user id means the same at pos as where it stood.
func (p *planner) movable(pos token.Pos) error {
	f := p.home.file
	var err error
	ast.Inspect(p.user, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || err != nil {
			return err == nil
		}
		v, ok := f.Info.Uses[id].(*types.Var)
		if !ok || v.IsField() {
			return true
		}
		if at := f.lookup(id.Name, pos); at != types.Object(v) {
			err = refuse("user", id.Pos(), "%s is not in scope where the request is sent", id.Name)
		} else if w := p.assigned(v, p.user.Pos(), pos); w.IsValid() {
			err = refuse("assigned", w, "%s is assigned again before the request is sent; use a variable of its own for the user id", id.Name)
		}
		return true
	})
	return err
}

// assigned returns where v is assigned to between two positions.
func (p *planner) assigned(v *types.Var, from, to token.Pos) token.Pos {
	if from > to {
		from, to = to, from
	}
	for _, u := range p.home.memo.uses(p.home.file) {
		if u.obj == types.Object(v) && from < u.id.Pos() && u.id.Pos() < to && p.home.writes(u.id) {
			return u.id.Pos()
		}
	}
	return token.NoPos
}
