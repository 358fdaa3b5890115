package scopemap

import (
	"cmp"
	"slices"
	"strings"
)

// Landmarks returns the constant beginnings of the paths of rows, without the base
// paths that configuration may hold: a source file that holds none of them calls
// no platform of the table by path. Those in common are of rows that other APIs have as
// well; a call of those belongs to a platform only where there is evidence of it.
func (t *Table) Landmarks() (paths, common []string) {
	for _, p := range t.Platforms {
		for _, r := range p.Rows {
			path, _, _ := strings.Cut(r.Path, "{")
			for _, base := range p.BasePaths {
				path = strings.TrimPrefix(path, base)
			}
			switch {
			case len(path) <= 3:
			case r.Common:
				common = append(common, path)
			default:
				paths = append(paths, path)
			}
		}
	}
	return shortest(paths), shortest(common)
}

// shortest sorts paths and drops those that begin with another.
func shortest(paths []string) []string {
	slices.Sort(paths)
	last := ""
	return slices.DeleteFunc(paths, func(path string) bool {
		if rest, ok := strings.CutPrefix(path, last); ok && last != "" && (strings.HasSuffix(last, "/") || rest == "" || rest[0] == '/') {
			return true // who has it has the other
		}
		last = path
		return false
	})
}

// Evidence returns words of which a program has one in its sources if it says what
// platform it calls: the domains of hosts and token endpoints, and what machine
// scopes begin with, since code may put them together: "admin:" + area. A domain is
// empty where a host leaves it open.
func (t *Table) Evidence() (domains, scopes []string) {
	domains = t.TokenDomains()
	for _, p := range t.Platforms {
		for _, h := range p.Hosts {
			domains = append(domains, constantDomain(h))
		}
		for _, s := range p.Scopes.M2M {
			area := strings.LastIndex(s.Name, ":") + 1
			scopes = append(scopes, s.Name[:cmp.Or(area, len(s.Name))])
		}
	}
	return domains, scopes
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

// constantDomain returns the last two labels of a template of a host that stand
// behind everything it leaves open; "" if none does.
func constantDomain(host string) string {
	host = strings.ToLower(host)
	return domain(host[strings.LastIndexAny(host, "}]")+1:])
}

// TokenDomains returns the last two labels of the hosts of all token endpoints, in
// lower case: a program whose constants hold none of them names no token endpoint of the table.
func (t *Table) TokenDomains() []string {
	var out []string
	for _, p := range t.Platforms {
		for _, e := range p.Token.Endpoints {
			host, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(e.URL), "https://"), "/")
			out = append(out, constantDomain(host))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
