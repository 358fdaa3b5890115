package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/m2me/m2me/internal/measure"
)

// conditions says what the figures depend on.
func conditions() string {
	return fmt.Sprintf("%s %s/%s, %d processors", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
}

// printModules prints what every tool took, and the targets.
func printModules(out io.Writer, subjects []*subject, cells []*cell) error {
	var sizes, rows, goals [][]string
	for _, s := range subjects {
		sizes = append(sizes, []string{s.name, fmt.Sprint(s.Packages), fmt.Sprint(s.Lines)})
	}
	for _, c := range cells {
		for _, t := range allTools {
			if len(c.samples[t]) > 0 {
				rows = append(rows, c.row(t))
			}
		}
		for _, g := range targets {
			if cells := g.row(c); cells != nil {
				goals = append(goals, cells)
			}
		}
	}
	for _, tab := range []struct {
		head []string
		rows [][]string
	}{
		{[]string{"module", "packages", "lines"}, sizes},
		{[]string{"module", "state", "tool", "n", "wall", "(least, most)", "cpu", "(least, most)", "peak"}, rows},
		{[]string{"module", "state", "ratio", "target", "n", "median", "(least, most)", "of wall", "met"}, goals},
	} {
		if err := measure.PrintTable(out, tab.head, tab.rows); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	return nil
}

// row returns what a tool took in a cell.
func (c *cell) row(t tool) []string {
	var wall, cpu, peak []float64
	for _, s := range c.samples[t] {
		wall, cpu, peak = append(wall, float64(s.Wall)), append(cpu, float64(s.CPU)), append(peak, float64(s.Peak))
	}
	w, p, m := spread(wall), spread(cpu), spread(peak)
	return []string{
		c.module, string(c.state), string(t), fmt.Sprint(len(wall)),
		seconds(w.median), fmt.Sprintf("(%s, %s)", seconds(w.least), seconds(w.most)),
		seconds(p.median), fmt.Sprintf("(%s, %s)", seconds(p.least), seconds(p.most)),
		measure.Megabytes(int64(m.median)),
	}
}

func seconds(ns float64) string { return measure.Seconds(time.Duration(ns)) }

// A summary sums up samples.
type summary struct{ least, median, most float64 }

// spread sums up samples, of which there are some.
func spread(samples []float64) summary {
	s := slices.Sorted(slices.Values(samples))
	n := len(s)
	return summary{s[0], (s[(n-1)/2] + s[n/2]) / 2, s[n-1]}
}
