package restcall

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

// A directive is a //m2me: comment: keep with a reason, user, or scheduled.
type directive struct {
	decide.Directive
	span  rest.Span
	from  token.Pos // what it governs
	to    token.Pos
	scope string // "statement", "function", "package"
	used  bool
	pkg   *flow.Package
}

// A Problem is a directive that is misused.
type Problem struct {
	Span    rest.Span
	Message string
}

// directiveOf is the verb that says a kind.
func directiveOf(k rest.Kind) string {
	if k == rest.ByUser {
		return "user"
	}
	return "scheduled"
}

const directivePrefix = "//m2me:"

// directives reads the directives of a package.
func (f *finder) directives(p *flow.Package) {
	for _, file := range p.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, directivePrefix) {
					f.directive(p, file, c)
				}
			}
		}
	}
}

func (f *finder) directive(p *flow.Package, file *ast.File, c *ast.Comment) {
	verb, reason, _ := strings.Cut(strings.TrimPrefix(c.Text, directivePrefix), " ")
	reason, _, _ = strings.Cut(reason, "// want ")
	d := &directive{pkg: p, span: rest.Span{Pos: c.Pos(), End: c.End()},
		Directive: decide.Directive{Verb: verb, Reason: strings.TrimSpace(reason), At: f.where(rest.Span{Pos: c.Pos(), End: c.End()})}}
	f.governs(d, file, c)
	switch verb {
	case "keep":
		if d.Reason == "" {
			f.problem(d, "//m2me:keep has no reason; say why the call keeps its machine token")
		}
	case "user", "scheduled":
		if d.scope != "function" {
			f.problem(d, "//m2me:"+verb+" governs no function; put it into the comment directly above one")
			return
		}
	default:
		f.problem(d, "//m2me:"+verb+" is no directive; there are //m2me:keep, //m2me:user and //m2me:scheduled")
		return
	}
	f.dirs = append(f.dirs, d)
}

func (f *finder) problem(d *directive, text string) {
	f.problems = append(f.problems, Problem{Span: d.span, Message: text})
}

// governs finds what a directive is about: the package clause, the function or
// the statement it stands above or beside.
func (f *finder) governs(d *directive, file *ast.File, c *ast.Comment) {
	at := f.line(c.Pos())
	if file.Doc != nil && within(c, file.Doc) || at <= f.line(file.Package) {
		d.scope, d.from, d.to = "package", file.FileStart, file.FileEnd
		return
	}
	for _, decl := range file.Decls {
		fd, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if above := f.line(fd.Pos()) == at+1 && c.Pos() < fd.Pos(); fd.Doc != nil && within(c, fd.Doc) || f.line(fd.Pos()) == at || above {
			d.scope, d.from, d.to = "function", fd.Pos(), fd.End()
			return
		}
		if fd.Pos() <= c.Pos() && c.Pos() <= fd.End() {
			d.scope = "statement"
			f.statement(d, fd, c)
			return
		}
	}
}

func (f *finder) line(p token.Pos) int { return f.w.Fset.Position(p).Line }

// statement finds the outermost statement that begins on the line of a comment,
// or on the next if the comment stands alone, or ends before it on its line.
func (f *finder) statement(d *directive, fd *ast.FuncDecl, c *ast.Comment) {
	at := f.line(c.Pos())
	var beside, below ast.Stmt
	ast.Inspect(fd, func(n ast.Node) bool {
		s, ok := n.(ast.Stmt)
		if !ok {
			return true
		}
		if _, block := s.(*ast.BlockStmt); block {
			return true
		}
		first, last := f.line(s.Pos()), f.line(s.End())
		switch {
		case beside == nil && s.Pos() < c.Pos() && (first == at || last == at && s.End() <= c.Pos()):
			beside = s
		case below == nil && first == at+1:
			below = s
		}
		return true
	})
	if beside == nil {
		beside = below
	}
	if beside != nil {
		d.from, d.to = beside.Pos(), beside.End()
	}
}

func within(c *ast.Comment, g *ast.CommentGroup) bool {
	return c.Pos() >= g.Pos() && c.End() <= g.End()
}

// keeping returns the keep directive that governs a call, the narrowest first;
// one of another package if there is none in sight.
func (f *finder) keeping(call rest.Call, frames []flow.Frame) *decide.Directive {
	at := []rest.Span{call.Made}
	for _, fr := range call.Frames {
		at = append(at, fr.Call)
	}
	if d := f.keeper(at); d != nil {
		c := d.Directive
		return &c
	}
	for _, fr := range frames {
		if fr.Said.Keep != "" {
			return &decide.Directive{Verb: "keep", Reason: fr.Said.Keep, At: fr.At}
		}
	}
	return nil
}

// keeper returns the keep directive that governs one of some places.
func (f *finder) keeper(at []rest.Span) *directive {
	for _, scope := range []string{"statement", "function", "package"} {
		for _, d := range f.dirs {
			if d.Verb != "keep" || d.scope != scope || !d.from.IsValid() {
				continue
			}
			for _, s := range at {
				if s.IsValid() && d.about(s) {
					d.used = true
					return d
				}
			}
		}
	}
	return nil
}

// about reports whether a directive governs a place. Above the package clause of
// one file it is about all of them.
func (d *directive) about(s rest.Span) bool {
	if d.scope != "package" {
		return d.from <= s.Pos && s.Pos <= d.to
	}
	for _, file := range d.pkg.Files {
		if file.FileStart <= s.Pos && s.Pos <= file.FileEnd {
			return true
		}
	}
	return false
}

// speakers notes the functions that a directive speaks for.
func (f *finder) speakers() {
	f.said = map[*flow.Func]rest.Kind{}
	for _, d := range f.dirs {
		if d.Verb == "keep" || d.scope != "function" {
			continue
		}
		for _, fn := range f.w.Funcs() {
			if fn.Decl != nil && fn.Span.Pos == d.from {
				k := rest.ByUser
				if d.Verb == "scheduled" {
					k = rest.Scheduled
				}
				f.said[fn] = k
				d.used = true
			}
		}
	}
}

// saidOf tells what the directives of the program say about a call on the way to
// the wire.
func (f *finder) saidOf(fr flow.Frame) flow.Said {
	var out flow.Said
	if d := f.keeper([]rest.Span{{Pos: fr.Call.Pos(), End: fr.Call.End()}}); d != nil {
		out.Keep = d.Reason
	}
	for at := fr.In; at != nil; at = at.Parent {
		if k, ok := f.said[at]; ok {
			out.Runs = k
			break
		}
	}
	return out
}

// handedOut marks the directives on the way of requests whose rest only a caller
// in another package knows: it is told what they say.
func (f *finder) handedOut() {
	for _, fn := range f.w.Funcs() {
		if sum := f.w.Summary(fn); sum != nil {
			for _, s := range sum.Sends {
				for _, fr := range s.Frames {
					if fr.Call != nil {
						f.saidOf(fr)
					}
				}
			}
		}
	}
}

// unused reports keep directives that keep nothing.
func (f *finder) unused() {
	for _, d := range f.dirs {
		if !d.used && d.pkg.Own {
			f.problem(d, "//m2me:"+d.Verb+" keeps nothing here; remove it, or put it on the statement that makes the call")
		}
	}
}
