package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"

	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/render"
	"github.com/m2me/m2me/internal/verify"
)

func fixCommand() command {
	return command{
		name: "fix", args: "[packages]", short: "make the calls that run for a user use the user's own token",
		long: `Rewrites every call whose verdict is migrate, in every module of the workspace,
adds the Connect client (internal/connect) if it is missing, and takes machine
scopes that no call needs any more out of the code and out of service.yaml.

Nothing is written unless the result type-checks; a change that does not is left
out and reported. Every file is replaced as a whole. Generated files, test files,
files with import "C" and files of other modules are never changed.

A package that does not type-check is not read. It may call whatever it imports,
so no call there is rewritten and no scope is taken out until it compiles.

Exit code 0: all was applied; 3: some changes were refused, or a package was not
read; 1: nothing was done.

Examples:

	m2me fix -diff ./... | git apply --check
	m2me fix ./...
	m2me fix -mark ./...     one story with go vet, which sees one package at a time
	m2me fix -split ./...    a function that users and jobs share gets a sibling for users
	m2me fix -subject=request ./...    also where the request names the user, after you checked who may ask
`,
		setup: func(fs *flag.FlagSet) runner {
			f := &fixFlags{}
			fs.BoolVar(&f.diff, "diff", false, "print the change as git diff does, write nothing")
			f.offers.register(fs)
			fs.BoolVar(&f.offers.mark, "mark", false, "leave comments: //m2me:keep above calls kept for what stands in another package, // TODO(m2me) above questions")
			return f.run
		},
	}
}

type fixFlags struct {
	diff   bool
	offers offers
}

func (f *fixFlags) run(ctx context.Context, s *session, patterns []string) error {
	defer s.close()
	if err := f.offers.check(); err != nil {
		return err
	}
	m, err := s.migrate(ctx, patterns, f.offers)
	if err != nil {
		return err
	}
	if f.diff {
		if _, err := s.env.Stdout.Write(verify.Diff(m.named(repository(m.root)))); err != nil {
			return fmt.Errorf("print the diff: %w", err)
		}
		return m.report(s.env.Stderr, "would change")
	}
	if err := verify.Write(m.files); err != nil {
		return notWritten(err)
	}
	return m.report(s.env.Stdout, "changed")
}

// notWritten says what to do about an error of writing.
func notWritten(err error) error {
	switch {
	case errors.Is(err, verify.ErrChanged):
		return fmt.Errorf("nothing was written: %w; run m2me again", err)
	case errors.Is(err, verify.ErrReadOnly):
		return fmt.Errorf("nothing was written: %w; make it writable and run m2me again", err)
	}
	return fmt.Errorf("writing failed: %w", err)
}

// report says what was done, what was refused, and what is left to do.
func (m *migration) report(w io.Writer, verb string) error {
	var b bytes.Buffer
	if total := len(m.applied) + m.plan.Refused(); total > 0 {
		fmt.Fprintf(&b, "%d of %s migrated, %s %s\n", len(m.applied), count(total, "call"), count(len(m.files), "file"), verb)
	} else {
		fmt.Fprintln(&b, "nothing to migrate")
	}
	m.listFiles(&b)
	for _, note := range m.notes {
		fmt.Fprintln(&b, note)
	}
	for _, f := range m.plan.Findings {
		if f.Refused != "" {
			fmt.Fprintf(&b, "refused: %s: %s: %s\n", f.Place(), f.Endpoint(), f.Refused)
		}
	}
	for _, s := range m.broken {
		fmt.Fprintf(&b, "not read: %s: %s\n", s.What, s.Reason)
	}
	if n := m.plan.Count(document.Ask) - m.answered(); n > 0 {
		fmt.Fprintf(&b, "%s without an answer: m2me plan ./... tells\n", count(n, "question"))
	}
	if len(m.applied) > 0 {
		fmt.Fprintln(&b)
		if err := render.Hand(&b, m.plan); err != nil {
			return err
		}
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	if m.plan.Refused() > 0 || len(m.broken) > 0 {
		return errFindings
	}
	return nil
}

// answered returns how many questions a flag has answered.
func (m *migration) answered() int {
	n := 0
	for _, question := range m.applied {
		if question {
			n++
		}
	}
	return n
}

// listFiles lists the changed files, and new ones by directory.
func (m *migration) listFiles(b *bytes.Buffer) {
	created := map[string]int{}
	for _, f := range m.files {
		if f.Create {
			created[path.Dir(f.Name)]++
			continue
		}
		fmt.Fprintf(b, "  %s\n", f.Name)
	}
	for _, dir := range slices.Sorted(maps.Keys(created)) {
		fmt.Fprintf(b, "  %s: %s\n", dir, count(created[dir], "new file"))
	}
}

// count returns "1 call" or "3 calls".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
