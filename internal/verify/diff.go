package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Diff returns the change set in the form of git diff, which git apply takes.
// The names of the files are taken as they are: relative, with slashes. Changed
// files come before new ones: they are what people read.
func Diff(files []File) []byte {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int {
		if a.Create != b.Create {
			if b.Create {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	var out bytes.Buffer
	for _, f := range files {
		diffFile(&out, f)
	}
	return out.Bytes()
}

func diffFile(out *bytes.Buffer, f File) {
	if !f.Create && bytes.Equal(f.Old, f.New) {
		return
	}
	oldName, newName := quote("a/"+f.Name), quote("b/"+f.Name)
	fmt.Fprintf(out, "diff --git %s %s\n", oldName, newName)
	if f.Create {
		fmt.Fprintf(out, "new file mode 100644\n")
		f.Old, f.Edits, oldName = nil, nil, "/dev/null"
	}
	if bytes.Equal(f.Old, f.New) {
		return // an empty new file
	}
	fmt.Fprintf(out, "--- %s\n+++ %s\n%s", name(oldName), name(newName), hunks(f))
}

// hunks returns the unified hunks of a file, without a header: of the edits where they
// are known, for what looks alike in a file of many calls is easily taken for another.
func hunks(f File) string {
	old := string(f.Old)
	var edits []udiff.Edit
	last := 0
	for _, e := range f.Edits {
		edits = append(edits, wholeLines(old, last, udiff.Edit{Start: e.Start, End: e.End, New: e.New}))
		last = e.End
	}
	text, err := udiff.ToUnified("a", "b", old, edits, udiff.DefaultContextLines)
	if now, failed := udiff.Apply(old, edits); err != nil || failed != nil || now != string(f.New) {
		text = udiff.Unified("a", "b", old, string(f.New))
	}
	for range 2 { // "--- a", "+++ b"
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}

// wholeLines returns the edit that does the same from the beginning of its line, if
// there is one: to take out "a\n\t" between tabs is to take out the line "\ta\n". The
// edit must not begin before last.
func wholeLines(old string, last int, e udiff.Edit) udiff.Edit {
	at := strings.LastIndexByte(old[:min(e.Start, len(old))], '\n') + 1
	indent := old[at:min(e.Start, len(old))]
	switch {
	case at < last || e.End > len(old):
	case e.New == "" && strings.HasSuffix(old[e.Start:e.End], indent):
		e.Start, e.End = at, e.End-len(indent)
	case e.Start == e.End && strings.HasSuffix(e.New, indent):
		e.Start, e.End, e.New = at, at, indent+strings.TrimSuffix(e.New, indent)
	}
	return e
}

// name ends a name that holds a space with a tab, as git does, so that its end
// can be told from a time stamp.
func name(s string) string {
	if strings.Contains(s, " ") && !strings.HasPrefix(s, `"`) {
		return s + "\t"
	}
	return s
}

// quote spells a name as git does: in C quotes if it holds a control character,
// a quote or a backslash.
func quote(s string) string {
	special := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }
	if !strings.ContainsFunc(s, special) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
