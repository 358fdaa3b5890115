package scopemap

import (
	"slices"
	"strings"
)

// Landmarks returns the constant beginnings of the paths of all rows, without
// the base paths that configuration may hold: a source file that holds none of
// them calls no platform of the table by path.
func (t *Table) Landmarks() []string {
	var out []string
	for _, p := range t.Platforms {
		for _, r := range p.Rows {
			path, _, _ := strings.Cut(r.Path, "{")
			for _, base := range p.BasePaths {
				path = strings.TrimPrefix(path, base)
			}
			if len(path) > 3 {
				out = append(out, path)
			}
		}
	}
	slices.Sort(out)
	last := ""
	return slices.DeleteFunc(out, func(path string) bool {
		if last != "" && strings.HasPrefix(path, last) {
			return true // who has it has the other
		}
		last = path
		return false
	})
}
