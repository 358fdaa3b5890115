package render

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/plan/document"
)

// Text prints a plan for people: what migrates, what keeps its machine token and
// why, what needs a decision, and what is left to do.
func Text(w io.Writer, p *document.Plan) error {
	var out printer
	summary(&out, p)
	migrates(&out, p)
	keeps(&out, p)
	asks(&out, p)
	problems(&out, p)
	connectScopes(&out, p)
	adminScopes(&out, p)
	narrow(&out, p)
	files(&out, p)
	byHand(&out, p)
	skipped(&out, p)
	next(&out, p)
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}

func summary(out *printer, p *document.Plan) {
	if len(p.Findings) == 0 {
		out.line("No call to a known platform was found.")
		out.line("If there should be some: m2me explain FILE:LINE says how a call was read.")
		return
	}
	out.line("%s: %d to migrate, %d that keep their machine token, %d that need a decision.",
		plural(len(p.Findings), "call", "calls"), p.Count(document.Migrate), p.Count(document.Keep), p.Count(document.Ask))
}

func migrates(out *printer, p *document.Plan) {
	if p.Count(document.Migrate) == 0 {
		return
	}
	out.section("Migrate: %s on behalf of a signed-in user", plural(p.Count(document.Migrate), "call", "calls"))
	for _, f := range p.Findings {
		if f.Verdict != document.Migrate {
			continue
		}
		out.line("  %s: %s in %s", f.Place(), f.Endpoint(), f.Func)
		out.line("      call %s with the user's own token (%s)", userForm(f), scopesOr(f.ConnectScopes, "scope not listed"))
		via(out, f)
		if f.Refused != "" {
			out.line("      not rewritten: %s", f.Refused)
		}
	}
}

// userForm returns what is called for the user.
func userForm(f document.Finding) string {
	if f.Me == "" || f.Me == f.Path {
		return "it"
	}
	return f.Me
}

func keeps(out *printer, p *document.Plan) {
	if p.Count(document.Keep) == 0 {
		return
	}
	out.section("Keep: %s with the machine token", plural(p.Count(document.Keep), "call", "calls"))
	for _, f := range p.Findings {
		if f.Verdict != document.Keep {
			continue
		}
		out.line("  %s: %s in %s", f.Place(), f.Endpoint(), f.Func)
		out.line("      %s (%s)", f.Reason, scopesOr(f.M2MScopes, "scope unknown"))
		via(out, f)
	}
}

func asks(out *printer, p *document.Plan) {
	if p.Count(document.Ask) == 0 {
		return
	}
	out.section("Decide: %s that nobody but you can answer", plural(p.Count(document.Ask), "question", "questions"))
	for _, f := range p.Findings {
		if f.Verdict != document.Ask {
			continue
		}
		out.line("  %s: %s in %s [%s]", f.Place(), f.Endpoint(), f.Func, f.Rule)
		out.line("      %s", f.Reason)
		via(out, f)
		if len(f.Also) > 0 {
			out.line("      and: %s", strings.Join(f.Also, " > "))
		}
		if f.Todo != "" {
			out.line("      to do: %s", f.Todo)
		}
		if flag := offerFlag(f.Offer); flag != "" {
			out.line("      or, if it is right as it stands: m2me fix %s ./...", flag)
		}
	}
}

// offerFlag returns the flag of fix that carries out an offer.
func offerFlag(offer string) string {
	switch offer {
	case "request":
		return "-subject=request"
	case "unknown":
		return "-unknown"
	}
	return ""
}

func via(out *printer, f document.Finding) {
	if len(f.Via) > 0 {
		out.line("      %s: %s", f.Origin, strings.Join(f.Via, " > "))
	}
}

func scopesOr(scopes []string, none string) string {
	if len(scopes) == 0 {
		return none
	}
	return strings.Join(scopes, ", ")
}

func problems(out *printer, p *document.Plan) {
	if len(p.Problems) == 0 {
		return
	}
	out.section("Problems")
	for _, pr := range p.Problems {
		out.line("  %s:%d: %s [%s]", pr.File, pr.Line, pr.Message, pr.Rule)
	}
}

// skipped lists what was not looked at. Things that share a reason stand together.
func skipped(out *printer, p *document.Plan) {
	if len(p.Skipped) == 0 {
		return
	}
	counts := map[string]int{}
	var reasons []string
	things := map[string][]string{}
	for _, s := range p.Skipped {
		kind, _, _ := strings.Cut(s.What, " ")
		counts[kind]++
		if len(things[s.Reason]) == 0 {
			reasons = append(reasons, s.Reason)
		}
		things[s.Reason] = append(things[s.Reason], s.What)
	}
	var total []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		total = append(total, plural(counts[kind], kind, kind+"s"))
	}
	out.section("Not looked at: %s", strings.Join(total, ", "))
	for _, reason := range reasons {
		if list := things[reason]; len(list) == 1 {
			out.line("  %s: %s", list[0], reason)
		} else {
			out.line("  %s: %s", few(list), reason)
		}
	}
}

// few lists things of one kind, and how many there are if they are many.
func few(list []string) string {
	const most = 3
	var names []string
	for _, what := range list[:min(len(list), most)] {
		_, name, _ := strings.Cut(what, " ")
		names = append(names, name)
	}
	kind, _, _ := strings.Cut(list[0], " ")
	text := fmt.Sprintf("%d %ss: %s", len(list), kind, strings.Join(names, ", "))
	if len(list) > most {
		text += ", …"
	}
	return text
}

func next(out *printer, p *document.Plan) {
	out.line("")
	unread := slices.ContainsFunc(p.Skipped, func(s document.Skip) bool { return strings.HasPrefix(s.What, "package ") })
	switch {
	case slices.ContainsFunc(p.Findings, func(f document.Finding) bool { return f.Verdict == document.Migrate && f.Refused == "" }):
		out.line("Next: m2me fix -diff ./... shows the change, m2me fix ./... makes it.")
	case unread:
		out.line("Next: make compile what was not read, then m2me plan ./... again.")
	case p.Refused() > 0:
		out.line("Next: see above why %s not rewritten; then m2me plan ./... again.", plural(p.Refused(), "call was", "calls were"))
	case p.Count(document.Ask) > 0:
		out.line("Next: answer the questions; m2me explain FILE:LINE says how a call was read.")
	default:
		out.line("Next: nothing. Guard it in CI: m2me check ./...")
	}
}
