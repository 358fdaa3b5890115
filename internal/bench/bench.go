package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/m2me/m2me/internal/measure"
)

// A bench measures tools on modules.
type bench struct {
	*measure.Place
	log                     io.Writer
	self, m2me, staticcheck string // executables; this program is the tool nothing
	states                  []state
	tools                   []tool
	rounds, coldRounds      int

	start time.Time
	count int      // of nonces
	trash []string // executables that were used once
}

func (b *bench) has(t tool) bool { return slices.Contains(b.tools, t) }

// A cell holds the samples of one module in one state, by tool and round.
type cell struct {
	module  string
	state   state
	samples map[tool]map[int]measure.Cost
}

// modules measures all tools on modules and prints the tables.
func (b *bench) modules(ctx context.Context, mods []measure.Entry, budget time.Duration, out io.Writer) error {
	b.start = time.Now()
	var cells []*cell
	var subjects []*subject
	left := len(mods) * len(b.states)
	for _, m := range mods {
		s, err := b.subject(ctx, m)
		if err != nil {
			return fmt.Errorf("%s: %w", m, err)
		}
		subjects = append(subjects, s)
		for _, st := range b.states {
			var until time.Time
			if budget > 0 {
				now := time.Now()
				until = now.Add(b.start.Add(budget).Sub(now) / time.Duration(left))
			}
			c, err := b.measure(ctx, s, st, until)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", m, st, err)
			}
			cells = append(cells, c)
			left--
		}
	}
	return printModules(out, subjects, cells)
}

// measure takes the samples of a module in a state. After until it repeats
// nothing more.
func (b *bench) measure(ctx context.Context, s *subject, st state, until time.Time) (c *cell, err error) {
	defer func() { err = errors.Join(err, s.restore(), b.clean()) }()
	c = &cell{module: s.name, state: st, samples: map[tool]map[int]measure.Cost{}}
	rounds := b.rounds
	if st == cold {
		rounds = b.coldRounds
	}
	if err := b.prime(ctx, s, st); err != nil {
		return nil, err
	}
	for round := range rounds {
		if round > 0 && !until.IsZero() && time.Now().After(until) {
			break
		}
		order := slices.Clone(b.tools)
		if round%2 == 1 {
			slices.Reverse(order)
		}
		for _, t := range order {
			if !st.runs(t) || t == staticcheck && round > 0 {
				continue
			}
			cost, err := b.sample(ctx, s, t, st)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", t, err)
			}
			if c.samples[t] == nil {
				c.samples[t] = map[int]measure.Cost{}
			}
			c.samples[t][round] = cost
			fmt.Fprintf(b.log, "bench: %s %s %s %d: %s, cpu %s, %s\n", s.name, st, t, round+1, measure.Seconds(cost.Wall), measure.Seconds(cost.CPU), measure.Megabytes(cost.Peak))
		}
	}
	return c, nil
}

// prime has tools that keep what they found run once, where that is what a state
// is about.
func (b *bench) prime(ctx context.Context, s *subject, st state) error {
	for _, t := range b.tools {
		if !t.caches() || st == warm || st == cold {
			continue
		}
		cmd, err := b.command(ctx, t, st, s.dir)
		if err != nil {
			return err
		}
		if _, _, err := b.Run(ctx, cmd); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	return nil
}

// sample runs a tool once.
func (b *bench) sample(ctx context.Context, s *subject, t tool, st state) (cost measure.Cost, err error) {
	cmd, err := b.command(ctx, t, st, s.dir)
	if err != nil {
		return cost, err
	}
	switch st {
	case leaf:
		err = s.touch(s.leaf, b.nonce())
	case core:
		err = s.touch(s.core, b.nonce())
	case cold:
		var dir string
		if dir, err = os.MkdirTemp(b.Dir, "gocache"); err == nil {
			cmd.Environ = append(cmd.Environ, "GOCACHE="+dir)
			defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		}
	}
	if err != nil {
		return cost, err
	}
	_, cost, err = b.Run(ctx, cmd)
	return cost, err
}

// clean removes executables that nobody needs any more.
func (b *bench) clean() error {
	var errs []error
	for _, name := range b.trash {
		errs = append(errs, os.Remove(name))
	}
	b.trash = nil
	return errors.Join(errs...)
}
