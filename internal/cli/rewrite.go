package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/fixes"
	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/verify"
)

// group names the change that a finding asks for.
func group(i int) string { return fmt.Sprintf("call %d", i) }

// A rewriting is one round of the rewriter.
type rewriting struct {
	batch   *fixes.Batch
	groups  []string          // of the jobs of the batch, in their order
	client  map[int]string    // the import path of the Connect client that findings use, by index
	reasons map[int]string    // why findings are not rewritten, by index
	marks   int               // how many comments are left
	kept    map[string]string // why scopes stay that could go, by plan.Removable.Key
}

// propose implements [verify.Propose]: it rewrites what was not refused.
func (p *proposer) propose(refused map[string]string) (verify.Proposal, error) {
	r := &rewriting{
		batch:  fixes.NewBatch(fixes.Options{Source: p.source, Connect: p.connect, Kept: p.standing(refused)}),
		client: map[int]string{}, reasons: map[int]string{}, kept: map[string]string{},
	}
	p.last = r
	for _, i := range p.selected {
		if refused[group(i)] != "" {
			continue
		}
		if err := p.migrateCall(r, i); err != nil {
			r.reasons[i] = strings.Join(strings.Fields(err.Error()), " ")
			continue
		}
		r.client[i] = r.batch.Client(len(r.groups))
		r.groups = append(r.groups, group(i))
	}
	for _, s := range p.weigh(p.refusals(refused)).Removable {
		p.removeScope(r, s, refused)
	}
	edits, err := r.edits(p)
	if p.source.err != nil {
		return verify.Proposal{}, p.source.err
	}
	if err != nil {
		return verify.Proposal{}, fmt.Errorf("rewrite: %w", err)
	}
	if p.mark {
		marks := p.marks(r.migrated(p, refused))
		r.marks = len(marks)
		edits = append(edits, marks...)
	}
	prop := verify.Proposal{Edits: edits}
	if prop.Create, err = p.create(r); err != nil {
		return verify.Proposal{}, err
	}
	return prop, nil
}

// migrateCall adds the rewrite of a finding to the batch.
func (p *proposer) migrateCall(r *rewriting, i int) error {
	f := p.res.Findings[i]
	client, err := p.client(f)
	if err != nil {
		return err
	}
	if err := p.unavailable(f); err != nil {
		return err
	}
	return r.batch.Migrate(fixes.Input{Finding: f.Finding, Client: client})
}

// migrated returns what tells whether a finding is rewritten in this round.
func (r *rewriting) migrated(p *proposer, refused map[string]string) func(i int) bool {
	return func(i int) bool {
		return slices.Contains(p.selected, i) && refused[group(i)] == "" && r.reasons[i] == ""
	}
}

// scopes returns the Connect scopes that the rewritten calls of one client need:
// those that the plan lists.
func (p *proposer) scopes(r *rewriting, client string) []string {
	var out []string
	for i, path := range r.client {
		if path == client {
			out = append(out, needed(p.res.Findings[i].Match)...)
		}
	}
	for _, o := range p.outside {
		f := o.finding()
		if f.Action == decide.Migrate && p.clientPath(f.Call.Frames[0].In.Pkg) == client {
			out = append(out, needed(f.Match)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// needed returns the Connect scopes that a call needs. Of alternatives it is the
// first.
func needed(m scopemap.Match) []string {
	if m.AnyOf && len(m.ConnectScopes) > 0 {
		return m.ConnectScopes[:1]
	}
	return m.ConnectScopes
}

// standing returns the calls that stay as they are: what they share with a
// migrated call is not edited.
func (p *proposer) standing(refused map[string]string) []rest.Call {
	migrates := map[int]bool{}
	for _, i := range p.selected {
		migrates[i] = refused[group(i)] == ""
	}
	var out []rest.Call
	for i, f := range p.res.Findings {
		if !migrates[i] {
			out = append(out, f.Call)
		}
	}
	return out
}

// removeScope adds the removal of a scope to the batch.
func (p *proposer) removeScope(r *rewriting, s plan.Removable, refused map[string]string) {
	switch why := refused[s.Key()]; {
	case s.Left != "":
	case why != "":
		r.kept[s.Key()] = why
	default:
		if err := r.batch.RemoveScope(s.Scope.Src); err != nil {
			r.kept[s.Key()] = err.Error()
			return
		}
		r.groups = append(r.groups, s.Key())
	}
}

// edits returns the edits of the batch, one for every job that has a part in it.
func (r *rewriting) edits(p *proposer) ([]verify.Edit, error) {
	files, err := r.batch.Edits()
	if err != nil {
		return nil, err
	}
	var out []verify.Edit
	for _, fe := range files {
		for _, e := range fe.Edits {
			owners := r.batch.Touching(e.Pos)
			if len(owners) == 0 { // an import serves the whole file
				owners = r.batch.Touching(fe.File.Syntax.Package)
			}
			if len(owners) == 0 {
				return nil, fmt.Errorf("%s: an edit belongs to no call", fe.File.Name)
			}
			start, end := p.prog.Fset.PositionFor(e.Pos, false), p.prog.Fset.PositionFor(e.End, false)
			for _, job := range slices.Compact(owners) {
				out = append(out, verify.Edit{
					File: start.Filename, Start: start.Offset, End: end.Offset, New: string(e.NewText), Group: r.groups[job],
				})
			}
		}
	}
	return out, nil
}
