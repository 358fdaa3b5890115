package scopemap

import "slices"

// A SegmentEdit replaces the path segments [From,To) of a call by Text, which
// may hold several segments. From == To inserts before From; From == the number
// of segments appends.
type SegmentEdit struct {
	From, To int
	Text     string
}

// Edits returns the changes that turn the path of the call into the user form,
// from left to right. There are none if the path stays.
func (m Match) Edits() []SegmentEdit { return slices.Clone(m.edits) }

// plan computes the edits from the path of a row to its user form. skip is the
// number of segments that the base of the call holds; they cannot be edited.
func (m *Match) plan(from, to Path, skip int) {
	edits, ok := diff(from, to)
	for i := range edits {
		if edits[i].From < skip {
			ok = false
		}
		edits[i].From -= skip
		edits[i].To -= skip
	}
	if !ok {
		m.Disposition, m.edits = Ask, nil
		m.Why = "the user form " + m.Me + " cannot be reached by changing the path in place"
		return
	}
	m.edits = edits
}

// diff returns the edits from one path to another. They keep as many segments
// as possible; a hole can only be kept or dropped.
func diff(from, to Path) (edits []SegmentEdit, ok bool) {
	keep := common(from, to)
	i, j := 0, 0
	for i < len(from) || j < len(to) {
		if i < len(from) && j < len(to) && from[i] == to[j] {
			i, j = i+1, j+1
			continue
		}
		e := SegmentEdit{From: i}
		start := j
		for (i < len(from) || j < len(to)) && !(i < len(from) && j < len(to) && from[i] == to[j]) {
			if j == len(to) || i < len(from) && keep[i+1][j] >= keep[i][j+1] {
				i++
			} else if j++; to[j-1].Hole != "" {
				return nil, false
			}
		}
		e.To = i
		e.Text = Path(to[start:j]).String()[1:]
		edits = append(edits, e)
	}
	return edits, true
}

// common returns the lengths of the longest common subsequences of the tails.
func common(a, b Path) [][]int {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	return n
}
