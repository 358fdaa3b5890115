package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/m2me/m2me/internal/measure"
)

// printTable prints a row for each module, as Markdown that also reads well as
// it is.
func printTable(out io.Writer, rows []row) error {
	head := []string{"module", "lines", "packages", "findings", "plan", "cpu", "peak", "load", "cpu", "peak", "plan/load", "peak/peak", "note"}
	var cells [][]string
	var lines, findings, failed int
	for _, r := range rows {
		lines += r.Lines
		findings += len(r.findings)
		if r.failed != "" {
			failed++
		}
		cells = append(cells, r.cells())
	}
	if err := measure.PrintTable(out, head, cells); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\n%d modules, %d lines, %d findings, %d failed\n", len(rows), lines, findings, failed)
	return err
}

// cells returns what the table says about a module.
func (r row) cells() []string {
	return []string{
		r.String(), fmt.Sprint(r.Lines), fmt.Sprint(r.Packages), fmt.Sprint(len(r.findings) + len(r.problems)),
		measure.Seconds(r.plan.Wall), measure.Seconds(r.plan.CPU), measure.Megabytes(r.plan.Peak),
		measure.Seconds(r.load.Wall), measure.Seconds(r.load.CPU), measure.Megabytes(r.load.Peak),
		measure.Ratio(float64(r.plan.Wall), float64(r.load.Wall)), measure.Ratio(float64(r.plan.Peak), float64(r.load.Peak)),
		r.note(),
	}
}

// progress says how a module fared, while others wait.
func (r row) progress() string {
	if r.failed != "" {
		return r.String() + ": " + r.failed
	}
	return fmt.Sprintf("%s: plan %s %s, load %s %s", r, measure.Seconds(r.plan.Wall), measure.Megabytes(r.plan.Peak), measure.Seconds(r.load.Wall), measure.Megabytes(r.load.Peak))
}

// note says why a module failed, and what was left out of it.
func (r row) note() string {
	var parts []string
	if r.failed != "" {
		first, _, _ := strings.Cut(r.failed, "\n")
		parts = append(parts, "FAILED: "+strings.ReplaceAll(first, "|", "/"))
	}
	for _, ex := range r.Without {
		parts = append(parts, fmt.Sprintf("without %s: %s", ex.Path, ex.Reason))
	}
	return strings.Join(parts, "; ")
}

// printFindings prints what was found in a module.
func printFindings(out io.Writer, r row) {
	for _, f := range r.findings {
		fmt.Fprintf(out, "%s: %s: %s: %s (%s): %s\n", r.Entry, f.Place(), f.Endpoint(), f.Verdict, f.Rule, f.Reason)
	}
	for _, p := range r.problems {
		fmt.Fprintf(out, "%s: %s:%d: %s\n", r.Entry, p.File, p.Line, p.Message)
	}
}
