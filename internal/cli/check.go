package cli

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"github.com/m2me/m2me/internal/decide"
)

func checkCommand() command {
	return command{
		name: "check", args: "[packages]", short: "print findings only, for CI; exit 3 if there are any",
		long: `Prints one line for each call that is to migrate or needs a decision, over the
whole program, and exits with 3 if there is one.

Examples:

	m2me check ./...
	go vet -vettool=$(which m2me) ./...     the same package by package, cached by the go command
`,
		setup: func(*flag.FlagSet) runner { return check },
	}
}

func check(ctx context.Context, s *session, patterns []string) error {
	defer s.close()
	a, err := s.analyze(ctx, patterns)
	if err != nil {
		return err
	}
	var out strings.Builder
	for _, f := range a.res.Findings {
		if a.listed(f) && (f.Action == decide.Migrate || f.Action == decide.Ask) {
			fmt.Fprintf(&out, "%s:%d:%d: %s [%s]\n", f.File, f.Line, f.Col, f.Message(), f.Rule)
		}
	}
	for _, p := range a.res.Problems {
		fmt.Fprintf(&out, "%s:%d:%d: %s [%s]\n", p.File, p.Line, p.Col, p.Message, p.Rule)
	}
	if out.Len() == 0 {
		return nil
	}
	if _, err := fmt.Fprint(s.env.Stdout, out.String()); err != nil {
		return fmt.Errorf("print findings: %w", err)
	}
	return errFindings
}
