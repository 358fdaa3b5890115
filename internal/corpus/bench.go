package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/m2me/m2me/internal/plan/document"
)

// A bench is a place to run commands on modules.
type bench struct {
	work    string // the directory that keeps the modules
	self    string // this program
	m2me    string // the tool, built from this repository
	count   int
	timeout time.Duration
}

// newBench builds m2me into the work directory.
func newBench(ctx context.Context, work string, count int, timeout time.Duration) (*bench, error) {
	if work == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("no place for modules; name one with -work: %w", err)
		}
		work = filepath.Join(cache, "m2me-corpus")
	}
	work, err := filepath.Abs(work)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b := &bench{work: work, self: self, m2me: filepath.Join(work, "m2me.exe"), count: max(count, 1), timeout: timeout}
	if _, err := b.goCommand(ctx, "", "", "build", "-o", b.m2me, "github.com/m2me/m2me/cmd/m2me"); err != nil {
		return nil, err
	}
	return b, nil
}

// A row is what came out for one module.
type row struct {
	entry
	size
	load, plan cost
	findings   []document.Finding
	problems   []document.Problem
	failed     string // why the row fails, if it does
}

// row measures one module.
func (b *bench) row(ctx context.Context, m entry) row {
	r := row{entry: m}
	if err := b.measure(ctx, &r); err != nil {
		r.failed = err.Error()
	} else if n := len(r.findings) + len(r.problems); n > 0 {
		r.failed = fmt.Sprintf("%d findings, want none", n)
	}
	return r
}

func (b *bench) measure(ctx context.Context, r *row) error {
	dir, err := b.prepare(ctx, r.entry)
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	load := []string{b.self, "-load", dir}
	out, _, err := b.command(ctx, load) // warms the caches of the system
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	if err := json.Unmarshal(out, &r.size); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	if n := len(r.Errors); n > 0 {
		return fmt.Errorf("%d errors in its packages, the first: %s", n, r.Errors[0])
	}
	for i := range b.count {
		_, c, err := b.command(ctx, load)
		if err != nil {
			return fmt.Errorf("load: %w", err)
		}
		r.load = fastest(i, r.load, c)
		out, c, err := b.command(ctx, []string{b.m2me, "-C", dir, "plan", "-format=json", "./..."})
		r.plan = fastest(i, r.plan, c)
		if err != nil {
			return fmt.Errorf("m2me plan: %w", err)
		}
		var plan document.Plan
		if err := json.Unmarshal(out, &plan); err != nil {
			return fmt.Errorf("m2me plan: %w", err)
		}
		r.findings, r.problems = plan.Findings, plan.Problems
		if len(plan.Skipped) > 0 {
			return fmt.Errorf("m2me plan skips %s: %s", plan.Skipped[0].What, plan.Skipped[0].Reason)
		}
	}
	return nil
}

// A cost is what one process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory
}

// fastest returns the cheaper of two measurements; the first is always taken.
func fastest(i int, a, b cost) cost {
	if i > 0 && a.wall < b.wall {
		return a
	}
	return b
}

// command runs a command and says what it took.
func (b *bench) command(ctx context.Context, args []string) ([]byte, cost, error) {
	ctx, cancel := context.WithTimeout(ctx, b.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &stdout, &stderr, environ()
	start := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(start)}
	if s := cmd.ProcessState; s != nil {
		c.cpu, c.peak = s.UserTime()+s.SystemTime(), peakMemory(s)
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, c, fmt.Errorf("did not end in %v", b.timeout)
	case err != nil:
		return nil, c, fmt.Errorf("%w: %s", err, firstLines(stderr.String(), 12))
	}
	return stdout.Bytes(), c, nil
}
