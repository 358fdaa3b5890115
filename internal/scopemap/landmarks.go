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
		if rest, ok := strings.CutPrefix(path, last); ok && last != "" && (strings.HasSuffix(last, "/") || rest == "" || rest[0] == '/') {
			return true // who has it has the other
		}
		last = path
		return false
	})
}

// ForeignURL reports whether a text begins with a URL whose host is spelled out and
// belongs to no platform of the table.
func (t *Table) ForeignURL(text string) bool {
	scheme, rest, ok := strings.Cut(text, "://")
	host, _, _ := strings.Cut(strings.ToLower(rest), "/")
	if !ok || scheme != "http" && scheme != "https" || host == "" || strings.ContainsAny(host, "%{$<+") {
		return false
	}
	host, _, _ = strings.Cut(host, ":")
	for _, p := range t.Platforms {
		for _, h := range p.Hosts {
			if known := domain(h); strings.Contains(known, "}") || domain(host) == known {
				return false
			}
		}
	}
	return true
}

// domain returns the last two labels of a host or of a template of one.
func domain(host string) string {
	labels := strings.Split(strings.ToLower(host), ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
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
