package cli

import (
	"context"
	"flag"
	"fmt"
	"io"

	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/render"
	"github.com/m2me/m2me/internal/verify"
)

func fixCommand() command {
	return command{
		name: "fix", args: "[packages]", short: "make the calls that run for a user use the user's own token",
		long: `Rewrites every call whose verdict is migrate, in every package of the module,
adds the Connect client (internal/connect) if it is missing, and takes machine
scopes that no call needs any more out of the code and out of service.yaml.

Nothing is written unless the result type-checks; a change that does not is left
out and reported. Every file is replaced as a whole. Generated files, test files
and files of other modules are never changed.

Exit code 0: all was applied; 3: some changes were refused; 1: nothing was done.

Examples:

	m2me fix -diff ./... | git apply --check
	m2me fix ./...
	m2me fix -subject=request ./...    also where the request names the user, after you checked who may ask
`,
		setup: func(fs *flag.FlagSet) runner {
			f := &fixFlags{}
			fs.BoolVar(&f.diff, "diff", false, "print the change as git diff does, write nothing")
			fs.StringVar(&f.subject, "subject", "session", "`whose` id may migrate: session, or request for whatever id the request names")
			fs.BoolVar(&f.offers.unknown, "unknown", false, "also rewrite functions with one user id as parameter and no caller")
			return f.run
		},
	}
}

type fixFlags struct {
	diff    bool
	subject string
	offers  offers
}

func (f *fixFlags) run(ctx context.Context, s *session, patterns []string) error {
	defer s.close()
	switch f.subject {
	case "session":
	case "request":
		f.offers.request = true
	default:
		return usagef("unknown -subject=%s%s (want session or request)", f.subject, suggest(f.subject, []string{"session", "request"}))
	}
	a, err := s.analyze(ctx, patterns)
	if err != nil {
		return err
	}
	m, err := a.migrate(ctx, f.offers)
	if err != nil {
		return err
	}
	if f.diff {
		if _, err := s.env.Stdout.Write(verify.Diff(m.named(repository(a.module.dir)))); err != nil {
			return fmt.Errorf("print the diff: %w", err)
		}
		return m.report(s.env.Stderr, "would change")
	}
	if err := verify.Write(m.files); err != nil {
		return fmt.Errorf("nothing was written: %w", err)
	}
	return m.report(s.env.Stdout, "changed")
}

// report says what was done, what was refused, and what is left to do.
func (m *migration) report(w io.Writer, verb string) error {
	fmt.Fprintf(w, "%d of %d calls migrated, %d files %s\n", m.applied, m.applied+len(m.refused), len(m.files), verb)
	for _, f := range m.files {
		note := ""
		if f.Create {
			note = " (new)"
		}
		fmt.Fprintf(w, "  %s%s\n", f.Name, note)
	}
	for _, note := range m.notes {
		fmt.Fprintln(w, note)
	}
	for _, f := range m.plan.Findings {
		if f.Refused != "" {
			fmt.Fprintf(w, "refused: %s: %s: %s\n", f.Place(), f.Endpoint(), f.Refused)
		}
	}
	if n := m.plan.Count(document.Ask) - m.offered; n > 0 {
		fmt.Fprintf(w, "%d calls need a decision: m2me plan ./... lists them\n", n)
	}
	if err := render.Hand(w, m.plan); err != nil {
		return err
	}
	if len(m.refused) > 0 {
		return errFindings
	}
	return nil
}
