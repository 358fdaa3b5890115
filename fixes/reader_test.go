package fixes

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"strings"
	"testing"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// A reader builds calls from the "call" section of a case. It does in a small
// way what the recogniser does: places are found by their text.
//
//	frame: s.http.Do(req) | ctx      a call, and its context argument
//	client: s.http @ s.http.Do(req)  the sending client; flags: default authed choice
//	url: "https://…" + id            an expression that spells the URL
//	elem: user_id = id @ {id}        a parameter in a literal
type reader struct {
	t     *testing.T
	loose bool // give up with a panic: the source was mutated
	prog  *program
	order []string
	file  string // the only file to look in, if set
	call  *rest.Call
	input testInput
}

// A testInput is an input, or a call that is kept.
type testInput struct {
	Input
	keep bool
}

// gaveUp is the panic of a loose reader.
type gaveUp struct{}

func (r *reader) fatalf(format string, args ...any) {
	r.t.Helper()
	if r.loose {
		panic(gaveUp{})
	}
	r.t.Fatalf(format, args...)
}

// place finds "inner @ outer" in the files of the case; "text #2" is the
// second occurrence.
func (r *reader) place(text string) rest.Span {
	r.t.Helper()
	inner, outer, within := strings.Cut(text, " @ ")
	if !within {
		return r.find(text, nil)
	}
	span := r.find(outer, nil)
	return r.find(inner, &span)
}

func (r *reader) find(text string, in *rest.Span) rest.Span {
	r.t.Helper()
	text = strings.TrimSpace(text)
	n := 1
	if i := strings.LastIndex(text, " #"); i >= 0 {
		fmt.Sscanf(text[i:], " #%d", &n)
		text = text[:i]
	}
	text = strings.ReplaceAll(text, `\n`, "\n")
	for _, name := range r.order {
		f := r.prog.files[name]
		if f == nil || r.file != "" && name != r.file {
			continue
		}
		src, off := string(f.Src), 0
		if in != nil {
			if !f.holds(in.Pos) {
				continue
			}
			src, off = f.text(in.Pos, in.End), f.offset(in.Pos)
		}
		for at := 0; ; n-- {
			i := strings.Index(src[at:], text)
			if i < 0 {
				break
			}
			at += i
			if n == 1 {
				pos := f.tokenFile().Pos(off + at)
				return rest.Span{Pos: pos, End: pos + token.Pos(len(text))}
			}
			at++
		}
	}
	r.fatalf("%q is not in the source", text)
	return rest.Span{}
}

// read returns the inputs of a call section, which blank lines separate.
func (r *reader) read(section string) []testInput {
	var out []testInput
	for _, block := range strings.Split(strings.TrimSpace(section), "\n\n") {
		r.call, r.input = &rest.Call{Method: "GET", Library: "net/http"}, testInput{}
		r.call.Auth.Grant = rest.ClientCredentials
		r.call.Auth.Scopes = []string{"admin:clinical"}
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			key, value, _ := strings.Cut(strings.TrimSuffix(line, "\r"), ": ")
			r.line(key, value)
		}
		table, err := scopemap.Default()
		if err != nil {
			r.t.Fatal(err)
		}
		match := table.Match(r.call)
		if !match.Known {
			r.fatalf("%s: the table does not know the call: %s", r.call.URL, match.Why)
		}
		r.input.Finding = decide.Finding{Input: decide.Input{Call: *r.call, Match: match}}
		out = append(out, r.input)
	}
	return out
}

func (r *reader) line(key, value string) {
	r.t.Helper()
	c := r.call
	switch key {
	case "frame":
		call, ctx, _ := strings.Cut(value, " | ")
		fr := rest.Frame{Call: r.place(call)}
		if ctx != "" {
			fr.Ctx = r.find(ctx, &fr.Call)
		}
		c.Frames = append(c.Frames, fr)
	case "keep":
		r.input.keep = true
	case "file":
		r.file = value
	case "foreign":
		c.Frames = append(c.Frames, rest.Frame{To: value})
		c.Client.Authed = true
	case "method":
		c.Method = value
	case "client":
		for _, flag := range []string{"default", "authed", "choice"} {
			if rest, ok := strings.CutSuffix(value, " "+flag); ok {
				value = rest
				c.Client.Default, c.Client.Authed, c.Client.Choice = flag == "default", flag == "authed", flag == "choice"
			}
		}
		c.Client.Expr = r.place(value)
	case "init":
		c.Client.Init = r.place(value)
	case "made":
		c.Made = r.place(value)
	case "ctx":
		c.Ctx.Expr = r.place(value)
	case "set":
		c.Auth.Set = append(c.Auth.Set, r.place(value))
		c.Auth.Carrier = rest.CarrierHeader
	case "user":
		r.input.User = r.place(value)
	case "base":
		c.URL = append(c.URL, rest.Part{Hole: "base"})
	case "url":
		r.url(value)
	case "named":
		r.named(value)
	case "text":
		k, v, _ := strings.Cut(value, " = ")
		span := r.place(v)
		f, _ := r.prog.FileAt(span.Pos)
		id := f.path(span.End-1, span.End)[0]
		if call, ok := f.path(span.End-1, span.End)[0].(*ast.CallExpr); ok {
			id = call
		}
		c.Query = append(c.Query, rest.Param{Key: k, Form: rest.ParamText, Src: span,
			Value: rest.Template{{Hole: "id", Form: rest.PartOperand, Src: rest.Span{Pos: id.Pos(), End: id.End()}}}})
	case "elem", "stmt", "cond":
		k, v, _ := strings.Cut(value, " = ")
		p := rest.Param{Key: k, Form: rest.ParamElement, Src: r.place(v), Cond: key == "cond"}
		if key != "elem" {
			p.Form = rest.ParamStmt
		}
		if id := paramValue(r.prog, p.Src); id != nil {
			p.Value = rest.Template{{Hole: "id", Src: rest.Span{Pos: id.Pos(), End: id.End()}}}
		}
		c.Query = append(c.Query, p)
	default:
		r.fatalf("unknown key %q", key)
	}
}

// paramValue finds the last argument of a statement or the value of an element.
func paramValue(p *program, s rest.Span) ast.Expr {
	f, _ := p.FileAt(s.Pos)
	var out ast.Expr
	for _, n := range f.path(s.Pos, s.End-1) {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			out = n.Value
			if lit, ok := out.(*ast.CompositeLit); ok {
				out = lit.Elts[0]
			}
			return out
		case *ast.CallExpr:
			return n.Args[len(n.Args)-1]
		case *ast.AssignStmt:
			out = n.Rhs[0]
			if lit, ok := out.(*ast.CompositeLit); ok {
				out = lit.Elts[0]
			}
			return out
		}
	}
	return out
}

// url reads the template of an expression, and its query.
func (r *reader) url(value string) {
	span := r.place(value)
	f, _ := r.prog.FileAt(span.Pos)
	var parts rest.Template
	for _, a := range f.atoms(f.exprAt(span.Pos, span.End)) {
		parts = appendAtom(f, parts, a)
	}
	path, query, _ := parts.Cut("?")
	r.call.URL = append(r.call.URL, path...)
	for len(query) > 0 {
		var one rest.Template
		one, query, _ = query.Cut("&")
		key, val, ok := one.Cut("=")
		if text, _ := key.Const(); ok && text != "" {
			r.call.Query = append(r.call.Query, rest.Param{Key: text, Value: val, Form: rest.ParamText, Src: key[0].Src})
		} else {
			r.call.RawQuery = append(r.call.RawQuery, one...)
		}
	}
}

// named reads the template of a Sprintf whose format is a constant, the way
// the recogniser does: text of the format is that of the constant's name.
func (r *reader) named(value string) {
	span := r.place(value)
	f, _ := r.prog.FileAt(span.Pos)
	call := f.exprAt(span.Pos, span.End).(*ast.CallExpr)
	r.url(value)
	name := rest.Span{Pos: call.Args[0].Pos(), End: call.Args[0].End()}
	for i, p := range r.call.URL {
		if p.Form == rest.PartLit {
			r.call.URL[i].Form, r.call.URL[i].Src = rest.PartName, name
		}
	}
	for i := range r.call.Query {
		r.call.Query[i].Src = span
	}
}

// appendAtom adds an atom to a template.
func appendAtom(f *File, t rest.Template, a atom) rest.Template {
	switch {
	case a.isHole() && f.Info.Types[a.expr].Value != nil && isString(f.Info.TypeOf(a.expr)):
		return append(t, rest.Part{Text: constant.StringVal(f.Info.Types[a.expr].Value), Form: rest.PartName,
			Src: rest.Span{Pos: a.expr.Pos(), End: a.expr.End()}})
	case a.isHole():
		p := rest.Part{Hole: f.source(a.expr), Form: rest.PartOperand, Src: rest.Span{Pos: a.expr.Pos(), End: a.expr.End()}}
		if a.lit != nil {
			p.Form = rest.PartVerb
			p.Verb = rest.Span{Pos: a.lit.Pos() + token.Pos(a.from), End: a.lit.Pos() + token.Pos(a.to)}
		}
		return append(t, p)
	case a.isName():
		span := rest.Span{Pos: a.expr.Pos(), End: a.expr.End()}
		if n := len(t); n > 0 && t[n-1].Src == span {
			t[n-1].Text += string(a.ch)
			return t
		}
		return append(t, rest.Part{Text: string(a.ch), Form: rest.PartName, Src: span})
	}
	pos := a.lit.Pos() + token.Pos(a.from)
	end := a.lit.Pos() + token.Pos(a.to)
	if n := len(t); n > 0 && t[n-1].Form == rest.PartLit && t[n-1].Src.End == pos {
		t[n-1].Text += string(a.ch)
		t[n-1].Src.End = end
		return t
	}
	return append(t, rest.Part{Text: string(a.ch), Form: rest.PartLit, Src: rest.Span{Pos: pos, End: end}})
}
