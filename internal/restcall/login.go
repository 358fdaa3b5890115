package restcall

import (
	"go/ast"
	texts "go/constant"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/trigger"
)

// unproved returns the name of a handler that lets in put somebody into the session
// without a sign that it is a log-in: neither its route and name say so, nor does it
// look at a password, or it says that somebody acts for another.
func (f *finder) unproved(in *flow.Func) string {
	for _, h := range f.w.Funcs() {
		for _, r := range f.roots[h] {
			if (r.kind == rest.ByUser || r.kind == rest.Admin) && f.reachable(h)[in] && !f.logsIn(h, in, r.text) {
				return h.Name.Name
			}
		}
	}
	return ""
}

// logsIn reports whether a handler, which puts a value into the session by in, is
// one of a log-in.
func (f *finder) logsIn(h, in *flow.Func, route string) bool {
	name := words(route + " " + h.Name.Name + " " + in.Name.Name)
	for _, phrase := range trigger.ActingAs {
		if !slices.ContainsFunc(strings.Fields(phrase), func(w string) bool { return !slices.Contains(name, w) }) {
			return false
		}
	}
	if names(words(route+" "+h.Name.Name), trigger.LoggingIn) || secretive(h) || secretive(in) {
		return true
	}
	return slices.ContainsFunc(f.edges[h], func(e flow.Edge) bool { return secretive(e.To) })
}

// secretive reports whether the body of a function names what somebody shows who
// logs in.
func secretive(fn *flow.Func) bool {
	found := false
	body := fn.Body()
	if body == nil {
		return false
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || names(words(n.Name), trigger.Secrets)
		case *ast.BasicLit:
			if v := fn.Pkg.Info.Types[n].Value; v != nil && v.Kind() == texts.String {
				text := texts.StringVal(v)
				found = found || names(words(text), trigger.Secrets) || text == "code" || text == "token"
			}
		}
		return !found
	})
	return found
}
