package scopemap

import (
	"strings"

	"github.com/m2me/m2me/internal/rest"
)

// Routes tell from a route for whom its handler runs.
type Routes struct{ contexts Contexts }

// Routes returns the route patterns of the table.
func (t *Table) Routes() Routes { return Routes{t.contexts} }

// Kind returns for whom the handler of a route runs, rest.Unknown if the table
// does not say. The route may be a [http.ServeMux] pattern with method and host.
func (r Routes) Kind(pattern string) rest.Kind {
	if i := strings.LastIndexByte(pattern, ' '); i >= 0 {
		pattern = pattern[i+1:]
	}
	_, path, ok := strings.Cut(pattern, "/") // the host goes
	if !ok {
		return rest.Unknown
	}
	segs := strings.Split(strings.Trim(path, "/"), "/")
	for {
		for _, route := range r.contexts.Routes {
			if matchGlob(route.Pattern, segs) {
				return route.Kind.Rest()
			}
		}
		if len(segs) < 2 || !matchAny(r.contexts.RoutePrefixes, segs[0]) {
			return rest.Unknown
		}
		segs = segs[1:]
	}
}

// Triggers returns the registration functions that the table adds.
func (t *Table) Triggers() []Trigger { return t.contexts.Triggers }

// AdminWrapper reports whether a function of this name lets only staff pass.
func (t *Table) AdminWrapper(name string) bool {
	return matchFunc(t.contexts.AdminWrappers, name)
}

// SessionHelper reports whether a function returns the acting user's id or
// session. The name is spelt as types.Func.FullName does.
func (t *Table) SessionHelper(fullName string) bool {
	return matchFunc(t.contexts.Sessions, fullName)
}

// WebhookVerifier reports whether a function checks the signature of a webhook.
func (t *Table) WebhookVerifier(fullName string) bool {
	return matchFunc(t.contexts.WebhookVerifiers, fullName)
}

// matchFunc matches a function against full names, and against names without
// package and receiver whose case does not count.
func matchFunc(patterns Strings, fullName string) bool {
	base := strings.ToLower(fullName[strings.LastIndexByte(fullName, '.')+1:])
	for _, p := range patterns {
		if strings.Contains(p, ".") {
			if matchWord(p, fullName) {
				return true
			}
		} else if matchWord(strings.ToLower(p), base) {
			return true
		}
	}
	return false
}
