package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// printTable prints a row for each module, as Markdown that also reads well as
// it is.
func printTable(out io.Writer, rows []row) error {
	w := tabwriter.NewWriter(out, 0, 0, 1, ' ', 0)
	head := []string{"module", "lines", "packages", "findings", "plan", "cpu", "peak", "load", "cpu", "peak", "plan/load", "peak/peak", "note"}
	line := func(cells []string) { fmt.Fprintf(w, "| %s\t|\n", strings.Join(cells, "\t| ")) }
	line(head)
	rule := make([]string, len(head))
	for i := range rule {
		rule[i] = "---"
	}
	line(rule)
	var lines, findings, failed int
	for _, r := range rows {
		lines += r.Lines
		findings += len(r.findings)
		if r.failed != "" {
			failed++
		}
		line(r.cells())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\n%d modules, %d lines, %d findings, %d failed\n", len(rows), lines, findings, failed)
	return err
}

// cells returns what the table says about a module.
func (r row) cells() []string {
	return []string{
		r.String(), fmt.Sprint(r.Lines), fmt.Sprint(r.Packages), fmt.Sprint(len(r.findings) + len(r.problems)),
		seconds(r.plan.wall), seconds(r.plan.cpu), megabytes(r.plan.peak),
		seconds(r.load.wall), seconds(r.load.cpu), megabytes(r.load.peak),
		ratio(float64(r.plan.wall), float64(r.load.wall)), ratio(float64(r.plan.peak), float64(r.load.peak)),
		r.note(),
	}
}

// progress says how a module fared, while others wait.
func (r row) progress() string {
	if r.failed != "" {
		return r.String() + ": " + r.failed
	}
	return fmt.Sprintf("%s: plan %s %s, load %s %s", r, seconds(r.plan.wall), megabytes(r.plan.peak), seconds(r.load.wall), megabytes(r.load.peak))
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

func seconds(d time.Duration) string {
	if d == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2fs", d.Seconds())
}

func megabytes(n int64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%d MB", n>>20)
}

func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", a/b)
}

// printFindings prints what was found in a module.
func printFindings(out io.Writer, r row) {
	for _, f := range r.findings {
		fmt.Fprintf(out, "%s: %s: %s: %s (%s): %s\n", r.entry, f.Place(), f.Endpoint(), f.Verdict, f.Rule, f.Reason)
	}
	for _, p := range r.problems {
		fmt.Fprintf(out, "%s: %s:%d: %s\n", r.entry, p.File, p.Line, p.Message)
	}
}
