package render

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"codeberg.org/chavacava/garif"

	"github.com/m2me/m2me/internal/plan/document"
)

// docs is where the rules are described.
const docs = "https://github.com/m2me/m2me/blob/main/docs/analyzers.md"

// fingerprint names how a result is recognised when lines move; see
// [document.Plan.Keys].
const fingerprint = "m2me/v1"

// schema is that of SARIF 2.1.0 with errata 01 (OASIS).
const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// A sarifLog is a log file whose run says also of no results that there are none:
// without the key, a reader takes the run for one that has not looked.
type sarifLog struct {
	Schema  string               `json:"$schema"`
	Version garif.LogFileVersion `json:"version"`
	Runs    []sarifRun           `json:"runs"`
}

type sarifRun struct {
	*garif.Run
	Results []*garif.Result `json:"results"`
}

// SARIF prints what is to migrate and what needs a decision as SARIF 2.1.0 (OASIS)
// for code scanning. The way from the handler to the request is the code flow of
// a result. Calls that keep their machine token are no results.
func SARIF(w io.Writer, p *document.Plan) error {
	driver := garif.NewDriver("m2me").WithInformationUri("https://github.com/m2me/m2me")
	for _, rule := range rules(p) {
		driver.Rules = append(driver.Rules, garif.NewRule(rule).WithHelpUri(docs+"#"+rule))
	}
	run := sarifRun{garif.NewRun(garif.NewTool(driver)), []*garif.Result{}}
	keys := p.Keys()
	for i, f := range p.Findings {
		if f.Verdict == document.Migrate || f.Verdict == document.Ask {
			r := result(f.Rule, level(f), message(f), f.File, f.Line)
			r.PartialFingerprints = map[string]string{fingerprint: keys[i]}
			r.CodeFlows = codeFlows(f)
			run.Results = append(run.Results, r)
		}
	}
	for _, pr := range p.Problems {
		run.Results = append(run.Results, result(pr.Rule, garif.ResultLevel_Error, pr.Message, pr.File, pr.Line))
	}
	if len(p.Skipped) > 0 {
		did := garif.NewInvocation(true)
		did.ToolExecutionNotifications = notRead(p)
		run.Invocations = []*garif.Invocation{did}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(sarifLog{schema, garif.Version210, []sarifRun{run}}); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}

func result(rule string, level garif.ResultLevel, text, file string, line int) *garif.Result {
	r := garif.NewResult(garif.NewMessageFromText(text))
	r.RuleId, r.Level, r.Locations = rule, level, []*garif.Location{location(file, line)}
	return r
}

// notRead says of each file and package that was not read why not.
func notRead(p *document.Plan) []*garif.Notification {
	var out []*garif.Notification
	for _, s := range p.Skipped {
		n := garif.NewNotification(garif.NewMessageFromText(s.What + " was not looked at: " + s.Reason))
		n.Level = garif.ResultLevel_Warning
		out = append(out, n)
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
func level(f document.Finding) garif.ResultLevel {
	if f.Verdict == document.Migrate {
		return garif.ResultLevel_Warning
	}
	return garif.ResultLevel_Note
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

func location(file string, line int) *garif.Location {
	l := garif.NewLocation().WithURI(file)
	l.PhysicalLocation.Region = garif.NewRegion()
	l.PhysicalLocation.Region.StartLine = line
	return l
}

// codeFlows is the way to the request.
func codeFlows(f document.Finding) []*garif.CodeFlow {
	var steps []*garif.ThreadFlowLocation
	for _, s := range f.Flow {
		step := garif.NewThreadFlowLocation()
		step.Location = location(s.File, s.Line)
		step.Location.Message = garif.NewMessageFromText(s.Text)
		steps = append(steps, step)
	}
	if steps == nil {
		return nil
	}
	return []*garif.CodeFlow{garif.NewCodeFlow(garif.NewThreadFlow(steps))}
}
