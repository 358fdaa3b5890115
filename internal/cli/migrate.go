package cli

import (
	"context"
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/verify"
	"golang.org/x/tools/go/packages"
)

// A migration is everything that fix does, checked and not yet written.
type migration struct {
	root    string // of the program
	files   []verify.File
	applied map[string]bool // calls that are rewritten; true if a flag has answered a question
	done    map[int]bool    // the same calls by index of the finding
	refused map[int]string  // calls that are not, by index of the finding
	notes   []string        // for people: what was done beside the calls
	broken  []program.Skip  // packages that were not read
	plan    *document.Plan
}

// migrate rewrites what can be rewritten and checks it. It writes nothing.
func (a *analysis) migrate(ctx context.Context, o offers) (*migration, error) {
	defer a.say("")
	p := a.newProposer(ctx, o)
	res, err := p.check(ctx)
	if err != nil {
		return nil, notWritten(err)
	}
	m := &migration{root: a.work.root, files: res.Files, applied: map[string]bool{}, done: map[int]bool{}, refused: p.refusals(res.Refused), broken: a.res.Broken()}
	m.count(p)
	for _, c := range p.created() {
		m.files = append(m.files, c.modFiles...)
		if len(c.modFiles) > 0 {
			m.notes = append(m.notes, c.modFiles[0].Name+": "+oauth2Module+" is added, the one dependency of the Connect client")
		}
	}
	if n := p.last.marks; n > 0 {
		m.notes = append(m.notes, count(n, "comment")+" at calls that stay as they are")
	}
	scopes := p.weigh(m.refused)
	services, err := a.services(scopes.Free(p.last.kept))
	if err != nil {
		return nil, err
	}
	for _, s := range services {
		if string(s.Old) != string(s.New) {
			m.files = append(m.files, verify.File{Path: filepath.Join(a.prog.Root, filepath.FromSlash(s.File)), Name: s.File, Old: s.Old, New: s.New})
		}
	}
	verify.SortFiles(m.files)
	tests, err := a.expectations(m.refused)
	if err != nil {
		return nil, fmt.Errorf("look for URLs in tests: %w", err)
	}
	moving := m.moving(a)
	m.plan = plan.Build(plan.Input{
		Result: a.res, Tables: slices.Collect(maps.Values(a.tables)), Scopes: scopes, Listed: a.listed, Refused: m.refused, Kept: p.last.kept, Services: services, Tests: tests,
		Mains: a.prog.Mains(moving), Handlers: a.prog.Handlers(moving),
		Module: a.work.name(), ConnectImport: a.connectImport(), Client: a.clientPath,
	})
	return m, nil
}

// moving returns the calls of the packages that somebody asked for that become a
// user's, by themselves or by hand.
func (m *migration) moving(a *analysis) []program.Finding {
	var out []program.Finding
	for i, f := range a.res.Findings {
		if a.listed(f) && (f.Action == decide.Migrate || m.done[i]) {
			out = append(out, f)
		}
	}
	return out
}

// count notes the calls that are rewritten.
func (m *migration) count(p *proposer) {
	for _, i := range p.selected {
		if m.refused[i] != "" {
			continue
		}
		f := p.res.Findings[i]
		name := site(f)
		for _, taken := m.applied[name]; taken; _, taken = m.applied[name] {
			name += "'" // another way to the same place
		}
		m.applied[name] = f.Action == decide.Ask
		m.done[i] = true
	}
}

// named returns the files with names relative to another directory.
func (m *migration) named(base string) []verify.File {
	var files []verify.File
	for _, f := range m.files {
		f.Name = relative(base, f.Path)
		files = append(files, f)
	}
	return files
}

// services edits every service.yaml of the program in memory.
func (a *analysis) services(free map[string]bool) ([]plan.Service, error) {
	var names []string
	for _, m := range a.work.modules {
		found, err := serviceFiles(m.dir)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	var out []plan.Service
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", relative(a.prog.Root, name), err)
		}
		out = append(out, plan.EditService(relative(a.prog.Root, name), src, free))
	}
	return out, nil
}

// A proposer proposes edits to verify.
type proposer struct {
	*analysis
	source   *source
	mark     bool                      // leave comments at calls that stay
	selected []int                     // indexes of the findings that are to be rewritten
	last     *rewriting                // the last round
	missing  map[string]*missingClient // by import path
}

func (a *analysis) newProposer(ctx context.Context, o offers) *proposer {
	p := &proposer{analysis: a, mark: o.mark, source: newSource(a.prog.Fset, a.prog.Root, a.session.readFile, slices.Concat(a.prog.Packages, a.prog.Client))}
	for i, f := range a.res.Findings {
		if a.listed(f) && o.take(f) && a.veto[i] == "" {
			p.selected = append(p.selected, i)
		}
	}
	p.missing = p.missingClients(ctx)
	return p
}

// program loads what verify checks: packages with their tests, which are others
// than those the analysis has seen.
func (p *proposer) program(ctx context.Context, patterns []string) (*verify.Program, error) {
	p.say("loading tests")
	cfg := p.session.config(p.work)
	for _, c := range p.missing {
		switch {
		case c.modFile == "":
		case p.work.shared: // the go command takes no -modfile in a workspace
			overlay := map[string][]byte{}
			maps.Copy(overlay, cfg.Overlay)
			for _, f := range c.modFiles {
				overlay[f.Path] = f.New
			}
			cfg.Overlay = overlay
		default:
			cfg.BuildFlags = append(cfg.BuildFlags, "-modfile="+c.modFile)
		}
	}
	prog := &verify.Program{Fset: token.NewFileSet(), Config: *cfg, Root: p.prog.Root, Source: p.source.bytes}
	if len(p.selected) == 0 || len(patterns) == 0 {
		return prog, nil
	}
	return prog, loadTests(ctx, cfg, prog, patterns, packages.LoadTypes|packages.NeedSyntax)
}

// loadTests loads packages with their tests.
func loadTests(ctx context.Context, cfg *packages.Config, prog *verify.Program, patterns []string, mode packages.LoadMode) (err error) {
	cfg.Context, cfg.Fset, cfg.Tests, cfg.Mode = ctx, prog.Fset, true, mode|packages.NeedModule
	if prog.Packages, err = packages.Load(cfg, patterns...); err != nil {
		return fmt.Errorf("load the tests: %w", err)
	}
	return nil
}

// refusals returns all refusals by finding: the compiler's and the rewriter's.
func (p *proposer) refusals(refused map[string]string) map[int]string {
	all := maps.Clone(p.last.reasons)
	for i, why := range p.veto {
		if p.res.Findings[i].Action == decide.Migrate && p.listed(p.res.Findings[i]) {
			all[i] = why
		}
	}
	for _, i := range p.selected {
		if why := refused[group(i)]; why != "" {
			all[i] = why
		}
	}
	for i, f := range p.res.Findings {
		if why := p.unsplit[site(f)]; why != "" && f.Offer == "split" {
			all[i] = why
		}
	}
	return all
}

// weigh decides about scopes as if the refused findings, and those of packages
// that nobody asked for, stay as they are. Questions that a flag has answered
// count as migrated.
func (p *proposer) weigh(refused map[int]string) plan.Scopes {
	res := *p.res
	res.Findings = append([]program.Finding(nil), res.Findings...)
	for i, f := range res.Findings {
		if f.Action == decide.Migrate && !p.listed(f) {
			res.Findings[i].Action = decide.Keep
		}
	}
	for _, i := range p.selected {
		res.Findings[i].Action = decide.Migrate
	}
	for _, o := range p.outside {
		res.Findings = append(res.Findings, o.finding())
	}
	return plan.Weigh(&res, refused)
}
