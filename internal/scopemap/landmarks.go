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

// TokenDomains returns the last two labels of the hosts of all token endpoints, in
// lower case: a
// program whose constants hold none of them names no token endpoint of the table.
func (t *Table) TokenDomains() []string {
	var out []string
	for _, p := range t.Platforms {
		for _, e := range p.Token.Endpoints {
			host, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(e.URL), "https://"), "/")
			labels := strings.Split(host[strings.LastIndexAny(host, "}]")+1:], ".")
			out = append(out, strings.Join(labels[max(0, len(labels)-2):], "."))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
