package main

import (
	"fmt"
	"slices"

	"github.com/m2me/m2me/internal/measure"
)

// A target is a ratio that m2me is to keep.
type target struct {
	tool, base tool
	states     []state
	peak       bool    // of memory, not of processor time
	limit      float64 // 0: only to be seen
}

var targets = []target{
	{tool: vettool, base: nothing, states: allStates, limit: 1.05},
	{tool: plan, base: load, states: []state{warm, leaf, core}, limit: 1.5},
	{tool: plan, base: load, states: []state{warm}, peak: true, limit: 2},
	{tool: plan, base: vet, states: []state{cold}, limit: 1.2},
	{tool: fix, base: load, states: []state{warm}},
	{tool: vettool, base: vet, states: []state{warm}},
	{tool: staticcheck, base: plan, states: []state{warm, cold}},
}

// row returns how a cell keeps a target, nil if it says nothing about it.
func (g target) row(c *cell) []string {
	var ratios, walls []float64
	for round, a := range c.samples[g.tool] {
		b, ok := c.samples[g.base][round]
		if !ok || b.CPU == 0 || g.peak && b.Peak == 0 {
			continue
		}
		ratios = append(ratios, g.ratio(a, b))
		walls = append(walls, float64(a.Wall)/float64(b.Wall))
	}
	if !slices.Contains(g.states, c.state) || len(ratios) == 0 {
		return nil
	}
	s, wall := spread(ratios), fmt.Sprintf("%.2f", spread(walls).median)
	name, limit, met := fmt.Sprintf("%s / %s, cpu", g.tool, g.base), "", ""
	if g.peak {
		name, wall = fmt.Sprintf("%s / %s, peak", g.tool, g.base), ""
	}
	if g.limit > 0 {
		limit, met = fmt.Sprintf("%.2f", g.limit), "no"
		if s.median <= g.limit {
			met = "yes"
		}
	}
	return []string{c.module, string(c.state), name, limit, fmt.Sprint(len(ratios)),
		fmt.Sprintf("%.2f", s.median), fmt.Sprintf("(%.2f, %.2f)", s.least, s.most), wall, met}
}

func (g target) ratio(a, b measure.Cost) float64 {
	if g.peak {
		return float64(a.Peak) / float64(b.Peak)
	}
	return float64(a.CPU) / float64(b.CPU)
}
