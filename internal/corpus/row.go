package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/m2me/m2me/internal/measure"
	"github.com/m2me/m2me/internal/plan/document"
)

// A bench is a place to run commands on modules.
type bench struct {
	*measure.Place
	self  string // this program
	m2me  string // the tool, built from this repository
	count int
}

// newBench builds m2me into the work directory.
func newBench(ctx context.Context, work string, count int, timeout time.Duration) (*bench, error) {
	place, err := measure.NewPlace(work, "m2me-corpus", timeout)
	if err != nil {
		return nil, err
	}
	b := &bench{Place: place, count: max(count, 1)}
	if b.self, err = os.Executable(); err != nil {
		return nil, err
	}
	b.m2me, err = place.M2me(ctx)
	return b, err
}

// A row is what came out for one module.
type row struct {
	measure.Entry
	measure.Size
	load, plan measure.Cost
	findings   []document.Finding
	problems   []document.Problem
	failed     string // why the row fails, if it does
}

// row measures one module.
func (b *bench) row(ctx context.Context, m measure.Entry) row {
	r := row{Entry: m}
	if err := b.measure(ctx, &r); err != nil {
		r.failed = err.Error()
	} else if n := len(r.findings) + len(r.problems); n > 0 {
		r.failed = fmt.Sprintf("%d findings, want none", n)
	}
	return r
}

func (b *bench) measure(ctx context.Context, r *row) error {
	dir, err := b.Prepare(ctx, r.Entry)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	load := measure.Command{Args: []string{b.self, "-load", dir}}
	out, _, err := b.Run(ctx, load) // warms the caches of the system
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	if err := json.Unmarshal(out, &r.Size); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	if n := len(r.Errors); n > 0 {
		return fmt.Errorf("%d errors in its packages, the first: %s", n, r.Errors[0])
	}
	for i := range b.count {
		_, c, err := b.Run(ctx, load)
		if err != nil {
			return fmt.Errorf("load: %w", err)
		}
		r.load = fastest(i, r.load, c)
		out, c, err := b.Run(ctx, measure.Command{Args: []string{b.m2me, "-C", dir, "plan", "-format=json", "./..."}})
		r.plan = fastest(i, r.plan, c)
		if err != nil {
			return fmt.Errorf("m2me plan: %w", err)
		}
		var plan document.Plan
		if err := json.Unmarshal(out, &plan); err != nil {
			return fmt.Errorf("m2me plan: %w", err)
		}
		r.findings, r.problems = plan.Findings, plan.Problems
		for _, s := range plan.Skipped {
			if !strings.HasPrefix(s.What, "file ") { // a file of another build configuration is no refusal
				return fmt.Errorf("m2me plan skips %s: %s", s.What, s.Reason)
			}
		}
	}
	return nil
}

// fastest returns the cheaper of two measurements; the first is always taken.
func fastest(i int, a, b measure.Cost) measure.Cost {
	if i > 0 && a.Wall < b.Wall {
		return a
	}
	return b
}
