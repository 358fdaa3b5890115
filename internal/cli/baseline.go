package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/verify"
)

// baselineHead begins every baseline file.
const baselineHead = `# Findings of m2me that were there before. One line each: package, function, endpoint, ordinal.
# This list only shrinks. Rewrite it with: m2me check -baseline FILE -update ./...
`

// A baseline is the list of findings that a team has agreed to live with for now.
// A finding is named without its line, see document.Plan.Keys, so that code above
// it may move. The file is sorted and only ever shrinks.
type baseline struct {
	name    string
	data    []byte         // as read
	missing bool           // there is no such file
	lines   map[string]int // key to line number
}

// readBaseline reads a baseline.
func (s *session) readBaseline(name string) (*baseline, error) {
	b := &baseline{name: name, lines: map[string]int{}}
	var err error
	b.data, err = os.ReadFile(s.env.abs(name))
	if errors.Is(err, fs.ErrNotExist) {
		b.missing = true
		return b, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	n := 0
	for line := range strings.Lines(string(b.data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.Count(line, ": ") < 3 {
			return nil, fmt.Errorf("%s:%d:1: this is no line of a baseline (want: package: function: endpoint: ordinal); make the file again with -update", name, n)
		}
		if first, twice := b.lines[line]; twice {
			return nil, fmt.Errorf("%s:%d:1: this line stands at line %d already; remove one", name, n, first)
		}
		b.lines[line] = n
	}
	return b, nil
}

// stale is an error that lists the lines nobody needs any more.
func (b *baseline) stale(found []string) error {
	gone := map[string]int{}
	for key, line := range b.lines {
		gone[key] = line
	}
	for _, key := range found {
		delete(gone, key)
	}
	var errs []error
	for key, line := range gone {
		errs = append(errs, fmt.Errorf("%s:%d:1: no such finding any more: %s", b.name, line, key))
	}
	if len(errs) == 0 {
		return nil
	}
	slices.SortFunc(errs, func(a, c error) int { return strings.Compare(a.Error(), c.Error()) })
	return fmt.Errorf("%w\nthe baseline only shrinks; take these lines out: m2me check -baseline %s -update ./...", errors.Join(errs...), b.name)
}

// updateBaseline writes the findings that stay in the baseline: all of them if
// the file is new, else those that stood in it before.
func (s *session) updateBaseline(b *baseline, found []string) (*baseline, error) {
	var keys []string
	for _, key := range found {
		if key != "" && (b.missing || b.lines[key] > 0) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	text := baselineHead
	for _, key := range keys {
		text += key + "\n"
	}
	file := verify.File{Path: s.env.abs(b.name), Name: filepath.ToSlash(b.name), Old: b.data, New: []byte(text), Create: b.missing}
	if err := verify.Write([]verify.File{file}); err != nil {
		return nil, fmt.Errorf("write the baseline: %w", err)
	}
	fmt.Fprintf(s.env.Stderr, "m2me: %s in %s\n", count(len(keys), "finding"), b.name)
	return s.readBaseline(b.name)
}
