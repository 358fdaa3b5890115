package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
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
	old := f.Old
	if f.Create {
		fmt.Fprintf(out, "new file mode 100644\n")
		old, oldName = nil, "/dev/null"
	}
	text := hunks(old, f.New)
	if len(text) == 0 {
		return // an empty new file
	}
	fmt.Fprintf(out, "--- %s\n+++ %s\n", name(oldName), name(newName))
	out.Write(text)
}

// hunks returns the unified hunks that lead from old to new, without a header.
func hunks(old, new []byte) []byte {
	text := diff.Diff("a", old, "b", new)
	for range 3 { // "diff a b", "--- a", "+++ b"
		if _, rest, ok := bytes.Cut(text, []byte("\n")); ok {
			text = rest
		}
	}
	return text
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
