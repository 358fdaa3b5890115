package render

import (
	"strings"

	"github.com/m2me/m2me/internal/plan/document"
)

// connectScopes prints what to register, as the guide's first two steps.
func connectScopes(out *printer, p *document.Plan) {
	if len(p.Connect) == 0 {
		return
	}
	out.section("Register a Connect client")
	out.line("  [ ] grant authorization_code with PKCE (S256), and refresh_token")
	out.line("  [ ] redirect URL: where the callback handler is mounted")
	out.line("  [ ] secret for a server; none for a public client")
	phi := false
	var rows [][]string
	for _, s := range p.Connect {
		name := s.Scope
		if s.PHI {
			name, phi = name+" (health data)", true
		}
		rows = append(rows, []string{name, strings.Join(s.Calls, ", ")})
	}
	out.line("  [ ] scopes, and the calls that need them:")
	out.table("        ", rows)
	if phi {
		out.line("  [ ] a business associate agreement (BAA) that covers the scopes with health data")
	}
}

// adminScopes prints what becomes of the machine scopes.
func adminScopes(out *printer, p *document.Plan) {
	if len(p.Remaining) > 0 {
		out.section("Machine scopes that remain, and the calls that need them")
		var rows [][]string
		for _, s := range p.Remaining {
			rows = append(rows, []string{s.Scope, strings.Join(s.Calls, ", ")})
		}
		out.table("  ", rows)
	}
	if len(p.Removable) > 0 {
		out.section("Machine scopes that can go")
		var rows [][]string
		for _, s := range p.Removable {
			row := []string{s.Scope, "requested at " + s.RequestedAt}
			if s.Left != "" {
				row = append(row, s.Left)
			}
			rows = append(rows, row)
		}
		out.table("  ", rows)
	}
}

// narrow prints what wildcard scopes could become.
func narrow(out *printer, p *document.Plan) {
	if len(p.Narrow) == 0 {
		return
	}
	out.section("Wildcard scopes that could become smaller (never edited: only you know what else uses them)")
	var rows [][]string
	for _, n := range p.Narrow {
		rows = append(rows, []string{n.Scope, "requested at " + n.RequestedAt, "the calls seen here need " + scopesOr(n.To, "nothing of it")})
	}
	out.table("  ", rows)
}

func files(out *printer, p *document.Plan) {
	if len(p.Files) == 0 {
		return
	}
	out.section("Other files")
	for _, f := range p.Files {
		out.line("  %s: %s", f.File, f.Edit)
	}
}
