package render

import (
	"fmt"
	"io"
	"slices"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/m2me/m2me/internal/plan/document"
)

// docs is where the rules are described.
const docs = "https://github.com/m2me/m2me/blob/main/docs/analyzers.md"

// fingerprint names how a result is recognised when lines move; see
// [document.Plan.Keys].
const fingerprint = "m2me/v1"

// SARIF prints what is to migrate and what needs a decision as SARIF 2.1.0 (OASIS)
// for code scanning. The way from the handler to the request is the code flow of
// a result. Calls that keep their machine token are no results.
func SARIF(w io.Writer, p *document.Plan) error {
	run := sarif.NewRunWithInformationURI("m2me", "https://github.com/m2me/m2me")
	for _, rule := range rules(p) {
		run.AddRule(rule).WithHelpURI(docs + "#" + rule)
	}
	keys := p.Keys()
	for i, f := range p.Findings {
		if f.Verdict == document.Migrate || f.Verdict == document.Ask {
			run.CreateResultForRule(f.Rule).WithLevel(level(f)).WithMessage(sarif.NewTextMessage(message(f))).
				WithLocations([]*sarif.Location{location(f.File, f.Line, "")}).
				WithPartialFingerprints(map[string]string{fingerprint: keys[i]}).
				WithCodeFlows(codeFlows(f))
		}
	}
	for _, pr := range p.Problems {
		run.CreateResultForRule(pr.Rule).WithLevel("error").WithMessage(sarif.NewTextMessage(pr.Message)).
			WithLocations([]*sarif.Location{location(pr.File, pr.Line, "")})
	}
	if len(p.Skipped) > 0 {
		run.AddInvocation(sarif.NewInvocation().WithExecutionSuccessful(true).WithToolExecutionNotifications(notRead(p)))
	}
	doc := sarif.NewReport()
	doc.AddRun(run)
	if err := doc.PrettyWrite(w); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// notRead says of each file and package that was not read why not.
func notRead(p *document.Plan) []*sarif.Notification {
	var out []*sarif.Notification
	for _, s := range p.Skipped {
		out = append(out, sarif.NewNotification().WithLevel("warning").WithMessage(sarif.NewTextMessage(s.What+" was not looked at: "+s.Reason)))
	}
	return out
}

// rules returns the rules of the results, sorted.
func rules(p *document.Plan) []string {
	var out []string
	for _, f := range p.Findings {
		if f.Verdict != document.Keep {
			out = append(out, f.Rule)
		}
	}
	for _, pr := range p.Problems {
		out = append(out, pr.Rule)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// level is a warning for what is sure, a note for a question.
func level(f document.Finding) string {
	if f.Verdict == document.Migrate {
		return "warning"
	}
	return "note"
}

func message(f document.Finding) string {
	text := fmt.Sprintf("%s in %s: %s", f.Endpoint(), f.Func, f.Reason)
	switch {
	case f.Verdict == document.Migrate:
		text += fmt.Sprintf("; call %s with the user's own token", userForm(f))
	case f.Todo != "":
		text += "; " + f.Todo
	}
	return text
}

func location(file string, line int, text string) *sarif.Location {
	l := sarif.NewLocation().WithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(file)).
		WithRegion(sarif.NewRegion().WithStartLine(line)))
	if text != "" {
		l.WithMessage(sarif.NewTextMessage(text))
	}
	return l
}

func codeFlows(f document.Finding) []*sarif.CodeFlow {
	if len(f.Flow) == 0 {
		return []*sarif.CodeFlow{} // null is not in the schema
	}
	thread := sarif.NewThreadFlow()
	for _, s := range f.Flow {
		thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(location(s.File, s.Line, s.Text)))
	}
	return []*sarif.CodeFlow{sarif.NewCodeFlow().AddThreadFlow(thread)}
}
