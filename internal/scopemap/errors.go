package scopemap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a table. It prints as file:line:column.
type Pos struct {
	File string
	Line int
	Col  int
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// An Error is one fault of a table.
type Error struct {
	Pos Pos
	Msg string
}

func (e Error) Error() string { return e.Pos.String() + ": " + e.Msg }

// Errors are the faults of a table in the order of its lines.
type Errors []Error

func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// faults collects errors while a table is read.
type faults struct{ list Errors }

func (f *faults) addf(at Pos, format string, args ...any) {
	f.list = append(f.list, Error{at, fmt.Sprintf(format, args...)})
}

// err returns the faults as an error, sorted and without repetitions.
func (f *faults) err() error {
	if len(f.list) == 0 {
		return nil
	}
	slices.SortStableFunc(f.list, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return slices.Compact(f.list)
}

// didYouMean returns a suggestion for a misspelt word, or "".
func didYouMean(got string, words []string) string {
	const longest = 64 // what is longer was not misspelt
	if len(got) > longest {
		return ""
	}
	best, dist := "", len(got)/3+2
	for _, w := range words {
		if d := distance(strings.ToLower(got), strings.ToLower(w)); d < dist {
			best, dist = w, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is the number of single-letter edits and swaps of neighbours
// between a and b.
func distance(a, b string) int {
	before, prev := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur := make([]int, len(b)+1)
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev = prev, cur
	}
	return prev[len(b)]
}
