package program

import (
	"maps"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me/internal/scopemap"
)

// tables returns the tables that govern modules of the program, each once.
func (p *Program) tables() []*scopemap.Table {
	var out []*scopemap.Table
	for _, pkg := range p.Packages {
		if t := p.governing(pkg); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		out = append(out, p.opts.Table)
	}
	return out
}

// governing returns the table of the module that a package belongs to.
func (p *Program) governing(pkg *packages.Package) *scopemap.Table {
	if pkg.Module != nil {
		if t := p.opts.Tables[pkg.Module.Path]; t != nil {
			return t
		}
	}
	return p.opts.Table
}

// tableOf returns the table that governs a package, by its import path.
func (p *Program) tableOf(path string) *scopemap.Table {
	for _, pkg := range p.Packages {
		if pkg.PkgPath == path {
			return p.governing(pkg)
		}
	}
	return p.opts.Table
}

// tableAt returns the table that governs a file.
func (p *Program) tableAt(name string) *scopemap.Table {
	best, found := "", p.opts.Table
	for _, pkg := range p.Packages {
		m := pkg.Module
		if m == nil || len(m.Dir) <= len(best) {
			continue
		}
		if rel, err := filepath.Rel(m.Dir, name); err == nil && filepath.IsLocal(rel) {
			best, found = m.Dir, p.governing(pkg)
		}
	}
	return found
}

// landmarks are the words of all tables that tell what calls a platform.
type landmarks struct{ paths, common, bases, domains, evidence []string }

func findLandmarks(opts Options) landmarks {
	var out landmarks
	for _, t := range append(slices.Collect(maps.Values(opts.Tables)), opts.Table) {
		if t == nil {
			continue
		}
		paths, common := t.Landmarks()
		out.paths, out.common = append(out.paths, paths...), append(out.common, common...)
		for _, platform := range t.Platforms {
			out.bases = append(out.bases, platform.BasePaths...)
		}
		domains, scopes := t.Evidence()
		out.domains = append(out.domains, domains...)
		out.evidence = slices.Concat(out.evidence, domains, scopes)
	}
	for _, list := range []*[]string{&out.paths, &out.common, &out.bases, &out.domains, &out.evidence} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	out.domains = slices.DeleteFunc(out.domains, func(domain string) bool { return domain == "" }) // every text has that
	return out
}
