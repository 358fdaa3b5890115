package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/measure"
	"github.com/m2me/m2me/internal/plan/document"
	"github.com/m2me/m2me/internal/scopemap"
)

// judge runs m2me plan on the modules of a list of judged modules and compares
// what it finds with what was read. It returns the number of modules in which
// something changed.
func (b *bench) judge(ctx context.Context, list, only string, out, log io.Writer) (changed int, err error) {
	match, err := regexp.Compile(only)
	if err != nil {
		return 0, fmt.Errorf("-run: %w", err)
	}
	data, err := os.ReadFile(list)
	if err != nil {
		return 0, fmt.Errorf("read the list: %w", err)
	}
	modules, err := parseJudged(list, string(data))
	if err != nil {
		return 0, err
	}
	modules = slices.DeleteFunc(modules, func(m judged) bool { return !match.MatchString(m.String()) })
	for _, m := range modules {
		findings, err := b.findings(ctx, m)
		if err != nil {
			return changed, fmt.Errorf("%s: %w", m, err)
		}
		fresh, gone := m.compare(findings)
		for _, call := range fresh {
			fmt.Fprintf(log, "corpus: %s: not judged yet: %s\n", m, call)
		}
		for _, call := range gone {
			fmt.Fprintf(log, "corpus: %s: not found any more: %s\n", m, call)
		}
		if len(fresh)+len(gone) > 0 {
			changed++
		}
	}
	printTally(out, modules)
	return changed, nil
}

// findings runs m2me plan on a module with the table beside its go.mod.
func (b *bench) findings(ctx context.Context, m judged) ([]document.Finding, error) {
	dir, err := b.Prepare(ctx, measure.Entry{Version: m.Version})
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	table, err := os.ReadFile(filepath.FromSlash(m.Table))
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, scopemap.FileName)
	if err := os.WriteFile(name, table, 0o666); err != nil {
		return nil, err
	}
	defer os.Remove(name) // the module may be in the other list as well
	data, _, err := b.Run(ctx, measure.Command{Args: []string{b.m2me, "-C", dir, "plan", "-format=json", "./..."}})
	if err != nil {
		return nil, fmt.Errorf("m2me plan: %w", err)
	}
	var plan document.Plan
	err = json.Unmarshal(data, &plan)
	return plan.Findings, err
}

// printTally prints how many calls of each platform were found and missed.
func printTally(out io.Writer, modules []judged) {
	type count struct{ modules, yes, no, missed int }
	counts := map[string]*count{}
	var names []string
	for _, m := range modules {
		name := strings.TrimSuffix(path.Base(m.Table), path.Ext(m.Table))
		c := counts[name]
		if c == nil {
			c = &count{}
			counts[name], names = c, append(names, name)
		}
		c.modules++
		for _, j := range m.Calls {
			switch j.Is {
			case "true":
				c.yes++
			case "false":
				c.no++
			case "missed":
				c.missed++
			}
		}
	}
	slices.Sort(names)
	fmt.Fprintln(out, "| platform | modules | findings | true | false | missed | precision | recall |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, name := range names {
		c := counts[name]
		fmt.Fprintf(out, "| %s | %d | %d | %d | %d | %d | %s | %s |\n", name, c.modules, c.yes+c.no, c.yes, c.no, c.missed,
			share(c.yes, c.yes+c.no), share(c.yes, c.yes+c.missed))
	}
}

// share prints a in percent of b.
func share(a, b int) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(a)/float64(b))
}
