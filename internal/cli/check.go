package cli

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/plan/document"
)

func checkCommand() command {
	return command{
		name: "check", args: "[packages]", short: "print findings only, for CI; exit 3 if there are any",
		long: `Prints one line for each call that is to migrate or needs a decision, over the
whole program, and for each package that does not type-check and was not read.
It exits with 3 if there is a line.

With a baseline, findings that stand in it are not printed. The file names each
by package, function, endpoint and ordinal, never by line, and only shrinks: a
line that no finding needs any more is an error.

Examples:

	m2me check ./...
	m2me check -baseline m2me.baseline -update ./...    write it once, or take out what is gone
	m2me check -baseline m2me.baseline ./...            from then on: new findings only
	go vet -vettool=$(which m2me) ./...     the same package by package, cached by the go command
`,
		setup: func(fs *flag.FlagSet) runner {
			c := &checkFlags{}
			fs.StringVar(&c.baseline, "baseline", "", "do not print the findings that `file` lists")
			fs.BoolVar(&c.update, "update", false, "write the baseline: all findings if there is no such file, else without those that are gone")
			return c.run
		},
	}
}

type checkFlags struct {
	baseline string
	update   bool
}

func (c *checkFlags) run(ctx context.Context, s *session, patterns []string) error {
	defer s.close()
	if c.update && c.baseline == "" {
		return usagef("-update writes a baseline; name it: m2me check -baseline FILE -update ./...")
	}
	known := &baseline{}
	if c.baseline != "" {
		var err error
		if known, err = s.readBaseline(c.baseline); err != nil {
			return err
		}
		if known.missing && !c.update {
			return fmt.Errorf("no baseline %s; write it with: m2me check -baseline %[1]s -update ./...", c.baseline)
		}
	}
	list, err := s.analyses(ctx, patterns)
	if err != nil {
		return err
	}
	lines, keys := findings(list)
	if unread := broken(list); len(unread) > 0 {
		if c.update {
			return fmt.Errorf("the baseline is not written: %s", strings.TrimSpace(unread[0]))
		}
		for _, line := range unread {
			lines, keys = append(lines, line), append(keys, "") // stands in no baseline
		}
		return s.printNew(lines, keys, known) // a finding that is gone may stand there
	}
	if c.update {
		if known, err = s.updateBaseline(known, keys); err != nil {
			return err
		}
	}
	if err := known.stale(keys); err != nil {
		return err
	}
	return s.printNew(lines, keys, known)
}

// broken returns a line for each package that was not read: a guard that has not
// looked has found nothing out.
func broken(list []*analysis) []string {
	var lines []string
	for _, a := range list {
		for _, b := range a.res.Broken() {
			if line := fmt.Sprintf("%s was not read: %s\n", b.What, b.Reason); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// findings returns those of all build configurations, each once.
func findings(list []*analysis) (lines, keys []string) {
	for _, a := range list {
		l, k := a.findings()
		for i := range l {
			if n := slices.Index(lines, l[i]); n < 0 || keys[n] != k[i] {
				lines, keys = append(lines, l[i]), append(keys, k[i])
			}
		}
	}
	return lines, keys
}

// findings returns a line for each finding that a person has to see, empty if the
// patterns do not name its package, and its key in a baseline.
func (a *analysis) findings() (lines, keys []string) {
	var doc document.Plan
	for _, f := range a.res.Findings {
		if f.Action != decide.Migrate && f.Action != decide.Ask {
			continue
		}
		doc.Findings = append(doc.Findings, document.Finding{File: f.File, Func: f.Func, Method: f.Match.Method, Path: f.Match.Path})
		line := ""
		if a.listed(f) {
			line = fmt.Sprintf("%s:%d:%d: %s [%s]\n", f.File, f.Line, f.Col, f.Message(), f.Rule)
		}
		lines = append(lines, line)
	}
	keys = doc.Keys()
	for _, p := range a.res.Problems {
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s [%s]\n", p.File, p.Line, p.Col, p.Message, p.Rule))
		keys = append(keys, "") // a misused directive is in no baseline
	}
	return lines, keys
}

// printNew prints what does not stand in the baseline.
func (s *session) printNew(lines, keys []string, known *baseline) error {
	var out strings.Builder
	for i, line := range lines {
		if known.lines[keys[i]] == 0 {
			out.WriteString(line)
		}
	}
	if out.Len() == 0 {
		return nil
	}
	if _, err := fmt.Fprint(s.env.Stdout, out.String()); err != nil {
		return fmt.Errorf("print findings: %w", err)
	}
	return errFindings
}
