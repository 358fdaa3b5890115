package verify

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A pending file is written and synced, and waits for its rename.
type pending interface {
	Write([]byte) (int, error)
	Sync() error
	CloseAtomicallyReplace() error
	Cleanup() error
}

// Write puts a change set on disk.
//
// It assumes that nobody else writes the files meanwhile, and checks: a file
// that is not what was loaded, or that is read-only, is an error before
// anything is written. Then every file is written beside its target and synced,
// and only when all of them are there, they are renamed one by one. A process
// that is killed at any moment leaves each file old or new, never in between.
func Write(files []File) error {
	if err := precheck(files); err != nil {
		return err
	}
	var st staging
	defer st.clean()
	for _, f := range files {
		if err := st.add(f); err != nil {
			return err
		}
	}
	// Staging takes a while: look again before the first rename.
	for _, f := range files {
		if err := unchanged(f); err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := st.waiting[i].CloseAtomicallyReplace(); err != nil {
			return fmt.Errorf("replace %s: %w (%d of %d files are written, each of them whole)",
				f.Name, pathless(err), i, len(files))
		}
	}
	for _, f := range files {
		removeLeftovers(f.Path)
	}
	return nil
}

// A staging is the files that are written and synced beside their targets.
type staging struct {
	waiting []pending
	made    []string // directories, outermost first
}

// add writes the new content of a file beside it.
func (st *staging) add(f File) error {
	dirs, err := makeDirs(filepath.Dir(f.Path))
	st.made = append(st.made, dirs...)
	if err != nil {
		return fmt.Errorf("make the directory of %s: %w", f.Name, pathless(err))
	}
	p, err := stage(f)
	if p != nil {
		st.waiting = append(st.waiting, p)
	}
	if err != nil {
		return fmt.Errorf("write a temporary file for %s: %w", f.Name, pathless(err))
	}
	return nil
}

// clean removes what was not renamed, and directories that were made for
// nothing.
func (st *staging) clean() {
	for _, p := range st.waiting {
		_ = p.Cleanup() // does nothing after a rename
	}
	for _, dir := range slices.Backward(st.made) {
		_ = os.Remove(dir) // fails if the directory is in use, as it should
	}
}

// leftover is what the name of a temporary file has behind that of its target.
var leftover = regexp.MustCompile(`^[0-9]{10,}$`)

// removeLeftovers removes the temporary files that a killed run has left beside
// a file. They do no harm; the go command does not see them.
func removeLeftovers(path string) {
	prefix := filepath.Join(filepath.Dir(path), "."+filepath.Base(path))
	names, _ := filepath.Glob(globEscape(prefix) + "*") // the pattern is not malformed
	for _, name := range names {
		if leftover.MatchString(strings.TrimPrefix(name, prefix)) {
			_ = os.Remove(name) // it was no use to anybody before, either
		}
	}
}

// globEscape makes a name match itself.
func globEscape(name string) string {
	if filepath.Separator == '\\' {
		return name // has no escapes there
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(name)
}

// stage writes the new content beside the file and syncs it.
func stage(f File) (pending, error) {
	target := f.Path
	if !f.Create {
		// A link is followed: the file it names is replaced, not the link.
		real, err := filepath.EvalSymlinks(target)
		if err != nil {
			return nil, err
		}
		target = real
	}
	p, err := newPending(target)
	if err != nil {
		return nil, err
	}
	if _, err := p.Write(f.New); err != nil {
		return p, err
	}
	return p, p.Sync()
}

// makeDirs is [os.MkdirAll] that tells which directories it made, outermost first.
func makeDirs(dir string) ([]string, error) {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		missing = append([]string{d}, missing...)
	}
	if len(missing) == 0 {
		return nil, nil
	}
	return missing, os.MkdirAll(dir, 0o755)
}
