package verify

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// An Edit replaces the bytes [Start, End) of a file.
type Edit struct {
	File       string // absolute path
	Start, End int
	New        string
	// Group names the change the edit is part of. The edits of a group stand or
	// fall together. Groups may hold the same edit; it is applied once.
	Group string
}

// A placed edit is an edit and where its new text came to stand.
type placed struct {
	Edit
	at, end int // in the new text
}

// Same reports whether two edits do the same to the same bytes.
func (e Edit) Same(o Edit) bool {
	return e.File == o.File && e.Start == o.Start && e.End == o.End && e.New == o.New
}

// overlaps reports whether two edits cannot both be applied.
func (e Edit) overlaps(o Edit) bool {
	if e.Start == e.End || o.Start == o.End { // an insertion inside a replacement
		return e.Start > o.Start && e.Start < o.End || o.Start > e.Start && o.Start < e.End
	}
	return e.Start < o.End && o.Start < e.End
}

// byFile sorts edits into files, in the order they are applied. Edits that
// start together keep their order, insertions first.
func byFile(edits []Edit) map[string][]Edit {
	files := map[string][]Edit{}
	for _, e := range edits {
		files[e.File] = append(files[e.File], e)
	}
	for _, list := range files {
		slices.SortStableFunc(list, func(a, b Edit) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
		})
	}
	return files
}

// conflicts returns the groups that cannot be applied because their edits
// overlap others that came first, each with the group it collides with.
func conflicts(edits []Edit) map[string]string {
	losers := map[string]string{}
	for _, list := range byFile(edits) {
		var open []Edit // that reach beyond the start of the next
		for _, e := range list {
			open = slices.DeleteFunc(open, func(o Edit) bool { return o.End <= e.Start })
			for _, o := range open {
				if e.Group != o.Group && !e.Same(o) && e.overlaps(o) && losers[o.Group] == "" {
					losers[e.Group] = o.Group
				}
			}
			open = append(open, e)
		}
	}
	return losers
}

// apply applies the sorted edits of one file and tells where they came to stand.
func apply(src []byte, edits []Edit) ([]byte, []placed, error) {
	var out bytes.Buffer
	var where []placed
	last := 0
	for i, e := range edits {
		if p := sameBefore(edits[:i], e); p >= 0 {
			same := where[p]
			where = append(where, placed{e, same.at, same.end})
			continue
		}
		if e.Start < last || e.End < e.Start || e.End > len(src) {
			return nil, nil, fmt.Errorf("edit of bytes %d to %d in a file of %d does not fit behind byte %d",
				e.Start, e.End, len(src), last)
		}
		out.Write(src[last:e.Start])
		at := out.Len()
		out.WriteString(e.New)
		where = append(where, placed{e, at, out.Len()})
		last = e.End
	}
	out.Write(src[last:])
	return out.Bytes(), where, nil
}

// sameBefore returns where sorted edits hold the same edit of another group, or -1.
func sameBefore(edits []Edit, e Edit) int {
	i := len(edits) - 1
	for i >= 0 && edits[i].Start == e.Start && !e.Same(edits[i]) {
		i--
	}
	if i >= 0 && edits[i].Start != e.Start {
		return -1
	}
	return i
}

// distinct returns sorted edits without those that another group holds as well.
func distinct(edits []Edit) []Edit {
	var out []Edit
	for _, e := range edits {
		if sameBefore(out, e) < 0 {
			out = append(out, e)
		}
	}
	return out
}
