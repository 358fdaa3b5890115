package cli

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"maps"

	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/render"
)

func planCommand() command {
	return command{
		name: "plan", args: "[packages]", short: "say what migrates, what keeps its token and why, and what to decide",
		long: `Reads the whole program and writes nothing. The plan also names the scopes to
register, the machine scopes that remain and those that can go, and what is left
to do by hand. As JSON it holds no absolute paths and no times: commit it.

Examples:

	m2me plan ./...
	m2me plan -format=json -o plan.json ./...
	m2me plan -format=sarif -o m2me.sarif ./...
	m2me plan -split ./...    as if functions that users and jobs share were split: what fix -split would do
	m2me plan -from=plan.json -format=html -o plan.html
	m2me plan -from=billing.json -from=portal.json     one plan for several modules
`,
		setup: func(fs *flag.FlagSet) runner {
			p := &planFlags{}
			fs.StringVar(&p.format, "format", "text", "print as `format`: "+render.Names())
			fs.StringVar(&p.out, "o", "", "write to `file` instead of standard output")
			p.offers.register(fs)
			fs.Func("from", "print the plan saved as JSON in `file` instead of making one; several are merged", func(name string) error {
				p.from = append(p.from, name)
				return nil
			})
			return p.run
		},
	}
}

type planFlags struct {
	format, out string
	from        []string
	offers      offers
}

func (p *planFlags) run(ctx context.Context, s *session, patterns []string) error {
	defer s.close()
	if err := p.offers.check(); err != nil {
		return err
	}
	format, ok := render.Formats()[p.format]
	if !ok {
		names := slices.Sorted(maps.Keys(render.Formats()))
		return usagef("unknown format %q%s (formats: %s)", p.format, suggest(p.format, names), render.Names())
	}
	doc, err := p.document(ctx, s, patterns)
	if err != nil {
		return err
	}
	if p.out == "" {
		return format(s.env.Stdout, doc)
	}
	var text bytes.Buffer
	if err := format(&text, doc); err != nil {
		return err
	}
	if err := os.WriteFile(s.env.abs(p.out), text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the plan: %w", err)
	}
	return nil
}

// document reads saved plans or makes one.
func (p *planFlags) document(ctx context.Context, s *session, patterns []string) (*document.Plan, error) {
	if len(p.from) == 0 {
		m, err := s.migrate(ctx, patterns, p.offers)
		if err != nil {
			return nil, err
		}
		return m.plan, nil
	}
	if len(patterns) > 0 {
		return nil, usagef("-from prints a saved plan and takes no packages")
	}
	var plans []*document.Plan
	of := map[string]string{} // the file by module
	for _, name := range p.from {
		doc, err := s.saved(name)
		if err != nil {
			return nil, err
		}
		if first, twice := of[doc.Module]; twice {
			return nil, fmt.Errorf("%s and %s are plans of the same module%s; name each once", first, name, named(doc.Module))
		}
		of[doc.Module] = name
		plans = append(plans, doc)
	}
	return document.Merge(plans), nil
}

func named(module string) string {
	if module == "" {
		return " (neither names one: make them again)"
	}
	return " " + module
}

// saved reads a plan that was saved as JSON.
func (s *session) saved(name string) (*document.Plan, error) {
	f, err := os.Open(s.env.abs(name))
	if err != nil {
		return nil, fmt.Errorf("open the saved plan: %w", err)
	}
	defer f.Close() // read only
	doc, err := document.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
	}
	return doc, nil
}
