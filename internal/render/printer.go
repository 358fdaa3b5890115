package render

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"
)

// A printer collects text; it cannot fail, so errors are met once, at the end.
type printer struct{ bytes.Buffer }

func (p *printer) line(format string, args ...any) {
	fmt.Fprintf(&p.Buffer, format, args...)
	p.WriteByte('\n')
}

// section begins a section with a heading.
func (p *printer) section(format string, args ...any) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.line(format, args...)
}

// table prints rows in columns, indented.
func (p *printer) table(indent string, rows [][]string) {
	var b bytes.Buffer
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	_ = tw.Flush() // writes to memory
	for line := range strings.Lines(b.String()) {
		p.line("%s%s", indent, strings.TrimRight(line, " \n"))
	}
}

// plural returns "1 call" or "3 calls".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// indented prints lines of code.
func (p *printer) indented(indent, code string) {
	for line := range strings.Lines(code) {
		p.WriteString(indent + line)
	}
}
