package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/program"
)

func explainCommand() command {
	return command{
		name: "explain", args: "FILE:LINE | RULE", short: "say how a call was read and why it got its verdict",
		long: `Prints the call as it was read, the chain of calls that shows for whom it runs,
where the user's id comes from, the row of the table and the rule that decided.
With the name of a rule (the word in brackets behind a finding) it tells what the
rule says.

Examples:

	m2me explain api/biomarkers.go:41
	m2me explain useridquery
`,
		setup: func(*flag.FlagSet) runner { return explain },
	}
}

func explain(ctx context.Context, s *session, args []string) error {
	defer s.close()
	if len(args) != 1 {
		return usagef("explain takes one FILE:LINE or RULE, got %d arguments", len(args))
	}
	name, line, ok := place(args[0])
	if !ok {
		return explainRule(s.env.Stdout, args[0])
	}
	list, err := s.analyses(ctx, nil)
	if err != nil {
		return err
	}
	file := relative(list[0].prog.Root, s.env.abs(name))
	var texts []string
	for _, a := range list {
		for _, f := range a.at(file, line) {
			if text := a.explain(f); !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	if len(texts) == 0 {
		return list[0].noCall(file, line)
	}
	if _, err := io.WriteString(s.env.Stdout, strings.Join(texts, "\n")); err != nil {
		return fmt.Errorf("print the explanation: %w", err)
	}
	return nil
}

// place reads FILE:LINE, with or without a column.
func place(arg string) (file string, line int, ok bool) {
	parts := strings.Split(arg, ":")
	if len(parts) < 2 || !strings.HasSuffix(parts[0], ".go") {
		return "", 0, false
	}
	line, err := strconv.Atoi(parts[1])
	return filepath.FromSlash(parts[0]), line, err == nil
}

// at returns the findings of a line: those that begin there, else those whose
// request passes there on its way to the wire.
func (a *analysis) at(file string, line int) []program.Finding {
	var direct, through []program.Finding
	for _, f := range a.res.Findings {
		switch {
		case f.File == file && f.Line == line:
			direct = append(direct, f)
		case a.passes(f, file, line):
			through = append(through, f)
		}
	}
	if len(direct) > 0 {
		return direct
	}
	return through
}

// passes reports whether a call's request, credential or callers touch a line.
func (a *analysis) passes(f program.Finding, file string, line int) bool {
	for _, frame := range slices.Concat(f.Call.Frames, f.Call.Callers) {
		if frame.At.Line != line || !frame.Call.IsValid() {
			continue
		}
		if at := a.prog.Fset.Position(frame.Call.Pos); relative(a.prog.Root, at.Filename) == file {
			return true
		}
	}
	return false
}

// noCall says that nothing is known about a line, and where calls are.
func (a *analysis) noCall(file string, line int) error {
	for _, s := range a.res.Skipped {
		if s.What == "file "+file {
			return fmt.Errorf("%s:%d: the file is not part of the build: %s", file, line, s.Reason)
		}
	}
	var near []string
	for _, f := range a.res.Findings {
		if f.File == file {
			near = append(near, fmt.Sprintf("%s:%d", f.File, f.Line))
		}
	}
	if len(near) == 0 {
		return fmt.Errorf("%s:%d: no call to a known platform in this file; all calls are listed by: m2me plan ./...", file, line)
	}
	return fmt.Errorf("%s:%d: no call to a known platform on this line; this file has them at %s", file, line, strings.Join(near, ", "))
}
