package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/m2me/m2me/internal/scopemap"
)

// renderRows renders the rows of the built-in table, by platform and service.
func renderRows(string) ([]byte, error) {
	table, err := scopemap.Default()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, p := range table.Platforms {
		fmt.Fprintf(&b, "\n### %s\n\n", p.Name)
		fmt.Fprintf(&b, "Hosts: %s. Token endpoints:", code(p.Hosts))
		for _, e := range p.Token.Endpoints {
			fmt.Fprintf(&b, " `%s` (%s)", e.URL, from(e.Source, e.Confidence))
		}
		b.WriteString(".\n")
		if c := p.Convention; c != nil {
			fmt.Fprintf(&b, "Convention: %s with a query parameter %s becomes the path with `/%s` appended, if the platform lists `%s` (%s).\n",
				code(c.Methods), code(c.Query), c.Append, c.Scope, from(c.Source, c.Confidence))
		}
		if len(p.AdminPaths) > 0 {
			fmt.Fprintf(&b, "Admin paths keep their machine token: %s.\n", code(p.AdminPaths))
		}
		b.WriteString("\n| service | call | user | user form | M2M scope | Connect scope | verdict | from |\n|---|---|---|---|---|---|---|---|\n")
		for _, r := range p.Rows {
			fmt.Fprintf(&b, "| %s | `%s %s` | %s | %s | %s | %s | %s | %s |\n", r.Service, r.Method, r.Path,
				user(r), form(r), code(r.M2M), connect(r), verdict(r), from(r.Source, r.Confidence))
		}
	}
	b.WriteString("\n")
	return b.Bytes(), nil
}

func code(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, "`"+s+"`")
	}
	return strings.Join(out, ", ")
}

func from(source string, c scopemap.Confidence) string {
	if source == "" {
		return c.String()
	}
	return fmt.Sprintf("[%s](%s)", c, source)
}

// user says where the call names the user.
func user(r *scopemap.Row) string {
	if r.Implicit {
		return "from the token"
	}
	if r.User == nil {
		return "nobody"
	}
	var out []string
	for _, at := range []struct {
		place string
		names scopemap.Strings
	}{{"query", r.User.Query}, {"path", r.User.Path}, {"body", r.User.Body}, {"header", r.User.Header}} {
		if len(at.names) > 0 {
			out = append(out, at.place+" "+code(at.names))
		}
	}
	text := strings.Join(out, ", ")
	if r.User.Optional {
		text += ", optional"
	}
	return text
}

func form(r *scopemap.Row) string {
	switch {
	case r.Me == "":
		return ""
	case r.Me == r.Path:
		return "the same"
	}
	return "`" + r.Me + "`"
}

func connect(r *scopemap.Row) string {
	text := ""
	switch {
	case len(r.ConnectAny) > 0:
		text = "one of " + code(r.ConnectAny)
	case r.Connect != nil:
		text = code(*r.Connect)
	}
	if r.PHI {
		text = strings.TrimSpace(text + " PHI")
	}
	return text
}

func verdict(r *scopemap.Row) string {
	text := r.Disposition.String()
	if r.Reason != "" {
		text += ": " + flow(r.Reason)
	}
	return text
}
