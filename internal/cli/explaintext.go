package cli

import (
	"fmt"
	"strings"

	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/rest"
)

// explain prints everything that led to a verdict, stage by stage.
func (a *analysis) explain(f program.Finding) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s:%d: %s in %s", f.File, f.Line, endpoint(f), f.Func)
	line("  verdict     %s [%s]: %s", f.Action, f.Rule, f.Reason)
	if f.Todo != "" {
		line("  to do       %s", f.Todo)
	}
	line("recognise")
	line("  url         %s", orNone(f.Call.URL.String(), "not read"))
	explainParams(line, "query", f.Call.Query)
	explainParams(line, "body", f.Call.Body)
	explainParams(line, "header", f.Call.Header)
	for _, fr := range f.Call.Frames {
		line("  sent        %s calls %s (%s)", fr.In.Name, fr.To, posText(fr.At))
	}
	line("  credential  %s", authText(f.Call.Auth))
	for _, d := range f.Call.Doubts {
		line("  doubt       %s: %s (%s)", d.What, d.Why, posText(d.At))
	}
	line("classify")
	line("  origin      %s%s", f.Origin.Kind, because(f.Origin.Why))
	for _, s := range f.Origin.Via {
		line("              %s (%s)", s.Text, posText(s.At))
	}
	for _, s := range f.Origin.Also {
		line("  also        %s (%s)", s.Text, posText(s.At))
	}
	line("decide")
	line("  user id     %s", userText(f.Call.User))
	for _, p := range f.Call.User.Proof {
		line("              %s", p)
	}
	a.explainRow(line, f)
	return b.String()
}

// explainRow prints what the table says about the call.
func (a *analysis) explainRow(line func(string, ...any), f program.Finding) {
	m := f.Match
	switch {
	case m.Row != nil:
		line("  row         %s %s (%s) at %s, confidence %s", m.Row.Method, m.Row.Path, m.Platform, m.Row.Pos, orNone(m.Row.Confidence.String(), "not given"))
		if m.Row.Source != "" {
			line("  source      %s", m.Row.Source)
		}
	case m.Convention:
		line("  row         none; the convention of %s gives %s", m.Platform, m.Me)
	default:
		line("  row         none for %s", orNone(m.Platform, "this call"))
	}
	if m.Why != "" {
		line("  table       %s: %s", m.Disposition, m.Why)
	}
	if m.Me != "" {
		line("  user form   %s %s", orNone(m.Method, "(method not known)"), m.Me)
	}
	line("  scopes      machine: %s; user: %s", orNone(strings.Join(m.M2MScopes, ", "), "not known"),
		orNone(strings.Join(m.ConnectScopes, ", "), "none"))
}

func endpoint(f program.Finding) string {
	return strings.TrimSpace(f.Match.Method + " " + orNone(f.Match.Path, "(path not read)"))
}

// explainParams prints one group of parameters, if there are any.
func explainParams(line func(string, ...any), group string, params []rest.Param) {
	if len(params) > 0 {
		line("  %-11s %s", group, paramList(params))
	}
}

func paramList(params []rest.Param) string {
	var list []string
	for _, p := range params {
		text := orNone(p.Key, "?") + "=" + p.Value.String()
		if p.Cond {
			text += " (under a condition)"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func authText(a rest.Auth) string {
	text := a.Grant.String()
	if len(a.Scopes) > 0 {
		text += ", scopes " + strings.Join(a.Scopes, ", ")
	}
	if a.EnvVar != "" {
		text += ", from " + a.EnvVar
	}
	if a.From.Line > 0 {
		text += " (" + posText(a.From) + ")"
	}
	return text + because(a.Why)
}

func userText(u rest.User) string {
	if u.In == rest.Nowhere {
		return "the call names nobody"
	}
	places := map[rest.Place]string{rest.InQuery: "query", rest.InPath: "path", rest.InBody: "body", rest.InHeader: "header"}
	return fmt.Sprintf("%s in the %s as %s: %s", u.Value, places[u.In], u.Name, u.Subject)
}

func posText(p rest.Pos) string {
	if p.Line == 0 {
		return "place not known"
	}
	dir := p.Pkg[strings.LastIndexByte(p.Pkg, '/')+1:]
	return fmt.Sprintf("%s/%s:%d", dir, p.File, p.Line)
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ", because " + why
}

func orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}
