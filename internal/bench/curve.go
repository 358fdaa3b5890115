package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/m2me/m2me/internal/measure"
	"github.com/m2me/m2me/internal/plan/document"
)

// steps are the points of the curve.
var steps = []struct{ lines, calls int }{
	{10_000, 10}, {30_000, 50}, {100_000, 250}, {300_000, 1_000}, {1_000_000, 4_000}, {2_000_000, 10_000},
}

// crowds are numbers of calls that stand in one file.
var crowds = []int{30, 100, 300}

// A point is a generated module and what was measured on it.
type point struct {
	measure.Size
	calls      int // that m2me plan lists
	migrate    int
	load, plan measure.Cost
}

// curve measures generated modules of up to most lines and prints a row for each.
func (b *bench) curve(ctx context.Context, most int, out io.Writer) error {
	head := []string{"lines", "packages", "calls", "migrate", "load", "cpu", "peak", "plan", "cpu", "peak", "cpu/cpu", "peak/peak", "plan cpu per 1,000 lines", "above load"}
	var rows [][]string
	for _, s := range steps {
		if s.lines > most {
			break
		}
		p, err := b.point(ctx, s.lines, s.calls)
		if err != nil {
			return fmt.Errorf("%d lines: %w", s.lines, err)
		}
		rows = append(rows, p.row())
		fmt.Fprintf(b.log, "bench: %d lines, %d calls: load %s, plan %s\n", p.Lines, p.calls, measure.Seconds(p.load.CPU), measure.Seconds(p.plan.CPU))
	}
	if len(rows) == 0 {
		return nil
	}
	if err := measure.PrintTable(out, head, rows); err != nil {
		return err
	}
	rows = nil
	for _, calls := range crowds {
		p, err := b.point(ctx, 1, calls)
		if err != nil {
			return fmt.Errorf("%d calls in one file: %w", calls, err)
		}
		rows = append(rows, p.row())
	}
	fmt.Fprint(out, "\nall calls in one file:\n\n")
	return measure.PrintTable(out, head, rows)
}

// point generates a module, compiles it, measures it and removes it.
func (b *bench) point(ctx context.Context, lines, calls int) (p point, err error) {
	dir := filepath.Join(b.Dir, fmt.Sprintf("grown-%d", lines))
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := generate(dir, lines, calls); err != nil {
		return p, err
	}
	if _, err := b.Go(ctx, dir, "", "list", "-deps", "-export", "-f", "", "./..."); err != nil {
		return p, err
	}
	out, cost, err := b.Run(ctx, measure.Command{Args: []string{b.self, "-load", dir}})
	if err != nil {
		return p, fmt.Errorf("load: %w", err)
	}
	if err := json.Unmarshal(out, &p.Size); err != nil {
		return p, fmt.Errorf("load: %w", err)
	}
	if len(p.Errors) > 0 {
		return p, fmt.Errorf("the module does not compile: %s", p.Errors[0])
	}
	p.load = cost
	if out, p.plan, err = b.Run(ctx, measure.Command{Args: []string{b.m2me, "-C", dir, "plan", "-format=json", "./..."}}); err != nil {
		return p, fmt.Errorf("plan: %w", err)
	}
	var doc document.Plan
	if err := json.Unmarshal(out, &doc); err != nil {
		return p, fmt.Errorf("plan: %w", err)
	}
	p.calls, p.migrate = len(doc.Findings), doc.Count(document.Migrate)
	return p, nil
}

func (p point) row() []string {
	thousand := time.Duration(max(p.Lines/1000, 1))
	milliseconds := func(d time.Duration) string {
		return fmt.Sprintf("%.2fms", float64(d/thousand)/float64(time.Millisecond))
	}
	return []string{
		fmt.Sprint(p.Lines), fmt.Sprint(p.Packages), fmt.Sprint(p.calls), fmt.Sprint(p.migrate),
		measure.Seconds(p.load.Wall), measure.Seconds(p.load.CPU), measure.Megabytes(p.load.Peak),
		measure.Seconds(p.plan.Wall), measure.Seconds(p.plan.CPU), measure.Megabytes(p.plan.Peak),
		measure.Ratio(float64(p.plan.CPU), float64(p.load.CPU)), measure.Ratio(float64(p.plan.Peak), float64(p.load.Peak)),
		milliseconds(p.plan.CPU), milliseconds(max(p.plan.CPU-p.load.CPU, 0)),
	}
}
