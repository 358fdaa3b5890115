package program

import (
	"cmp"
	"go/token"
	"maps"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/idiom"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/restcall"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/trigger"
)

// Analyze evaluates the program and decides every call. Where modules have
// tables of their own, each is judged by its own over the whole program.
func (p *Program) Analyze() (*Result, error) {
	p.say("reading calls")
	res := &Result{Skipped: p.Skipped}
	var credentials []rest.Auth
	for _, table := range p.tables() {
		credentials = append(credentials, p.judge(res, table)...)
	}
	sort.SliceStable(res.Findings, func(i, j int) bool {
		a, b := res.Findings[i], res.Findings[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Col < b.Col
	})
	p.credentials(res, credentials)
	return res, nil
}

// judge adds what a table says about the code of the modules that it governs,
// and returns the credentials of their calls.
func (p *Program) judge(res *Result, table *scopemap.Table) []rest.Auth {
	models, pure := idiom.Models()
	connect := p.connectPaths(table)
	triggers := restcall.Triggers(trigger.Triggers(), table)
	w := flow.NewWorld(p.Fset, p.worldPackages(connect), flow.Config{Models: models, Pure: pure, Triggers: triggers, Connect: connect})
	w.Run()
	found := restcall.Find(w, table, triggers, connect)
	for i, f := range found.Findings {
		if p.tableOf(f.Call.Frames[0].In.Pkg) == table {
			placed := p.place(f)
			placed.Mains, placed.Split, placed.Unread = found.Mains[i], found.Splits[i], p.unread(f)
			res.Findings = append(res.Findings, placed)
		}
	}
	for _, pr := range found.Problems {
		pos := p.Fset.Position(pr.Span.Pos)
		at := Problem{File: p.rel(pos.Filename), Line: pos.Line, Col: pos.Column, Rule: "directive", Message: pr.Message, Span: pr.Span}
		if p.tableAt(pos.Filename) == table {
			res.Problems = append(res.Problems, at)
		}
	}
	return found.Credentials
}

// worldPackages returns what is evaluated. An idiom says what the Connect client
// does; its source is not read.
func (p *Program) worldPackages(connect []string) []*flow.Package {
	var out []*flow.Package
	add := func(list []*packages.Package, own bool) {
		for _, pkg := range list {
			if slices.Contains(connect, pkg.PkgPath) {
				continue
			}
			out = append(out, &flow.Package{Path: pkg.PkgPath, Types: pkg.Types, Info: pkg.TypesInfo, Files: pkg.Syntax, Own: own})
		}
	}
	add(p.Packages, true)
	add(p.Client, false)
	return out
}

// connectPaths are the import paths of the Connect clients of the program: each
// module may have one.
func (p *Program) connectPaths(table *scopemap.Table) []string {
	var out []string
	for _, pkg := range p.Packages {
		if pkg.Module != nil {
			out = append(out, table.Connect().ImportPath(pkg.Module.Path))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (p *Program) place(f decide.Finding) Finding {
	fr := f.Call.Frames[0]
	at := fr.Call.Pos
	if f.Call.Made.IsValid() {
		at = f.Call.Made.Pos
	}
	pos := p.Fset.Position(at)
	return Finding{Finding: f, File: p.rel(pos.Filename), Line: pos.Line, Col: pos.Column, Func: fr.In.Name, Flow: p.flow(f)}
}

// flow returns the way to the request with places: what starts the code, the
// functions between, and the calls down to the wire.
func (p *Program) flow(f decide.Finding) []Stop {
	var out []Stop
	add := func(span rest.Span, text string) {
		if span.IsValid() {
			pos := p.Fset.Position(span.Pos)
			out = append(out, Stop{File: p.rel(pos.Filename), Line: pos.Line, Text: text})
		}
	}
	for _, s := range f.Origin.Via {
		add(s.Span, s.Text)
	}
	for _, fr := range f.Call.Frames {
		add(fr.Call, fr.In.Name+" calls "+fr.To)
	}
	return out
}

// credentials lists every machine credential that the calls carry.
func (p *Program) credentials(res *Result, list []rest.Auth) {
	seen := map[token.Pos]bool{}
	for _, a := range list {
		if !a.FromSpan.IsValid() || seen[a.FromSpan.Pos] || !a.Grant.M2M() {
			continue
		}
		seen[a.FromSpan.Pos] = true
		pos := p.Fset.Position(a.FromSpan.Pos)
		c := Credential{File: p.rel(pos.Filename), Line: pos.Line, From: a.FromSpan}
		for i, s := range a.Scopes {
			sc := Scope{Name: s}
			if i < len(a.ScopeSrc) && a.ScopeSrc[i].IsValid() {
				sc.Src, sc.Line = a.ScopeSrc[i], p.Fset.Position(a.ScopeSrc[i].Pos).Line
			}
			c.Scopes = append(c.Scopes, sc)
		}
		res.Credentials = append(res.Credentials, c)
	}
	sort.Slice(res.Credentials, func(i, j int) bool {
		a, b := res.Credentials[i], res.Credentials[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
}

// Handlers lists what starts the code that calls run in, each once, by place.
func (p *Program) Handlers(calls []Finding) []Entry {
	seen := map[string]Entry{}
	for _, f := range calls {
		for _, step := range f.Origin.Via {
			if !step.Span.IsValid() {
				continue
			}
			pos := p.Fset.Position(step.Span.Pos)
			name := ""
			if len(f.Origin.Via) > 1 {
				name = f.Origin.Via[1].Text
			}
			e := Entry{File: p.rel(pos.Filename), Line: pos.Line, Func: name, Text: step.Text}
			seen[e.File+e.Text] = e
			break
		}
	}
	return slices.SortedFunc(maps.Values(seen), func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, strings.Compare(a.Text, b.Text))
	})
}

// Mains lists the main packages that start the handlers calls run in.
func (p *Program) Mains(calls []Finding) []Entry {
	want := map[string]bool{}
	for _, f := range calls {
		for _, path := range p.MainsOf(f) {
			want[path] = true
		}
	}
	var out []Entry
	for _, pkg := range p.Packages {
		obj := pkg.Types.Scope().Lookup("main")
		if !want[pkg.PkgPath] || obj == nil {
			continue
		}
		pos := p.Fset.Position(obj.Pos())
		out = append(out, Entry{File: p.rel(pos.Filename), Line: pos.Line, Func: "main", Text: pkg.PkgPath})
	}
	return out
}

// MainsOf returns the import paths of the main packages that start the handler a
// call runs in; where nobody in sight registers it, of those that import its
// package.
func (p *Program) MainsOf(f Finding) []string {
	if len(f.Mains) > 0 {
		return f.Mains
	}
	return p.programs()[f.Call.Frames[0].In.Pkg]
}

// programs returns, by import path, the main packages that a package is part of.
func (p *Program) programs() map[string][]string {
	if p.partOf != nil {
		return p.partOf
	}
	p.partOf = map[string][]string{}
	for _, pkg := range p.Packages {
		if pkg.Name == "main" {
			packages.Visit([]*packages.Package{pkg}, nil, func(dep *packages.Package) {
				p.partOf[dep.PkgPath] = append(p.partOf[dep.PkgPath], pkg.PkgPath)
			})
		}
	}
	return p.partOf
}
