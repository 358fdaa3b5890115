package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/verify"
)

// migrate rewrites what can be rewritten in every build configuration and checks
// it. It writes nothing.
func (s *session) migrate(ctx context.Context, patterns []string, o offers) (*migration, error) {
	if o.split && s.platforms != "" {
		return nil, usagef("-split looks at one build configuration; leave -platforms out, then run again with it")
	}
	list, err := s.analyses(ctx, patterns)
	if err != nil {
		return nil, err
	}
	switch {
	case o.split:
		return list[0].split(ctx, o)
	case len(list) == 1:
		return list[0].migrate(ctx, o)
	}
	return agree(ctx, list, o)
}

// agree migrates what all configurations that contain the file would migrate in
// the same way. What one of them decides, reads or refuses otherwise is refused
// in the others, until all edits agree.
func agree(ctx context.Context, list []*analysis, o offers) (*migration, error) {
	for _, a := range list {
		a.outside = a.outsiders(list)
		for _, other := range list {
			a.disagree(other, o)
		}
	}
	for {
		var ms []*migration
		for _, a := range list {
			m, err := a.migrate(ctx, o)
			if err != nil {
				return nil, fmt.Errorf("on %s: %w", a.session.platform, err)
			}
			ms = append(ms, m)
		}
		changed, err := settle(list, ms)
		if err != nil {
			return nil, err
		}
		if !changed {
			return union(ms), nil
		}
	}
}

// An outsider is a finding of another build configuration, in a file that this
// one does not contain.
type outsider struct {
	of *analysis
	i  int
}

// finding returns it with the action that its own configuration came to.
func (o outsider) finding() program.Finding {
	f := o.of.res.Findings[o.i]
	if f.Action == decide.Migrate && o.of.veto[o.i] != "" {
		f.Action = decide.Keep
	}
	return f
}

func (a *analysis) outsiders(list []*analysis) []outsider {
	var out []outsider
	for _, other := range list {
		for i, f := range other.res.Findings {
			if !a.contains(f.File) {
				out = append(out, outsider{other, i})
			}
		}
	}
	return out
}

// site names a call in every configuration alike.
func site(f program.Finding) string {
	return fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Line, f.Col, f.Match.Method, f.Match.Path)
}

// disagree vetoes what another configuration sees in the same file and would not
// rewrite.
func (a *analysis) disagree(other *analysis, o offers) {
	for i, f := range a.res.Findings {
		if !o.take(f) || !other.contains(f.File) || a.veto[i] != "" {
			continue
		}
		why := "no such call is seen"
		for _, g := range other.res.Findings {
			if site(g) == site(f) {
				if o.take(g) {
					why = ""
					break
				}
				why = "it " + g.Reason
			}
		}
		if why != "" {
			a.veto[i] = "on " + other.session.platform + " " + why
		}
	}
}

// settle vetoes in every configuration what another has refused or would write
// otherwise, and reports whether it had to.
func settle(list []*analysis, ms []*migration) (changed bool, err error) {
	for i, a := range list {
		for n, why := range ms[i].refused {
			if a.veto[n] == "" {
				a.veto[n], changed = why, true
			}
		}
		for j, other := range list {
			if i == j {
				continue
			}
			for n, why := range ms[j].refused {
				f := other.res.Findings[n]
				changed = a.vetoSite(site(f), "on "+other.session.platform+" "+why) || changed
			}
			for _, f := range ms[i].files {
				if !strings.HasSuffix(f.Name, ".go") || f.Create || !other.contains(f.Name) || ms[j].writes(f) {
					continue
				}
				why := "on " + other.session.platform + " " + f.Name + " would be changed in another way"
				here, there := a.vetoFile(f.Name, why), other.vetoFile(f.Name, why)
				if !here && !there && !changed {
					return false, fmt.Errorf("the platforms do not agree on how %s changes; run fix for one of them at a time", f.Name)
				}
				changed = true
			}
		}
	}
	return changed, nil
}

// writes reports whether a migration leaves the same text in a file.
func (m *migration) writes(f verify.File) bool {
	return slices.ContainsFunc(m.files, func(g verify.File) bool { return g.Path == f.Path && bytes.Equal(g.New, f.New) })
}

// vetoSite vetoes a call and reports whether that is new.
func (a *analysis) vetoSite(name, why string) bool {
	changed := false
	for i, f := range a.res.Findings {
		if site(f) == name && a.veto[i] == "" {
			a.veto[i] = why
			changed = true
		}
	}
	return changed
}

// vetoFile vetoes the calls whose way to the wire passes a file.
func (a *analysis) vetoFile(file, why string) bool {
	changed := false
	for i, f := range a.res.Findings {
		passes := f.File == file || slices.ContainsFunc(f.Flow, func(s program.Stop) bool { return s.File == file })
		if passes && a.veto[i] == "" {
			a.veto[i] = why
			changed = true
		}
	}
	return changed
}

// union puts the migrations of all configurations together. Files that belong to
// none in particular, such as service.yaml, are changed if all change them alike.
func union(ms []*migration) *migration {
	out := &migration{root: ms[0].root, applied: map[string]bool{}, refused: map[int]string{}}
	var plans []*document.Plan
	for _, m := range ms {
		plans = append(plans, m.plan)
		out.notes = append(out.notes, m.notes...)
		for _, b := range m.broken {
			if !slices.Contains(out.broken, b) {
				out.broken = append(out.broken, b)
			}
		}
		for s, offered := range m.applied {
			out.applied[s] = offered
		}
		for _, f := range m.files {
			alike := strings.HasSuffix(f.Name, ".go") || f.Create ||
				!slices.ContainsFunc(ms, func(o *migration) bool { return !o.writes(f) })
			if alike && !out.writes(f) {
				out.files = append(out.files, f)
			}
		}
	}
	slices.Sort(out.notes)
	out.notes = slices.Compact(out.notes)
	verify.SortFiles(out.files)
	out.plan = document.Union(plans)
	return out
}
