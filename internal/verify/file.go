package verify

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A File is one file of a change set.
type File struct {
	Path string // absolute
	Name string // slash path for people and diffs
	Old  []byte // what was loaded; ignored if Create
	New  []byte
	// Create says that the file did not exist when the program was loaded.
	Create bool
	// Edits lead from Old to New, sorted and each once, if that is known.
	Edits []Edit
}

// ErrChanged is wrapped by errors about files that are not what was loaded.
var ErrChanged = errors.New("changed on disk since it was read")

// ErrReadOnly is wrapped by errors about files and directories that may not be
// written.
var ErrReadOnly = errors.New("read-only")

// precheck reports the first reason why files cannot be written, without
// writing anything.
func precheck(files []File) error {
	for _, f := range files {
		if err := unchanged(f); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := writable(f); err != nil {
			return err
		}
	}
	return nil
}

// unchanged reports an error if the file on disk is not the one that was loaded.
func unchanged(f File) error {
	now, err := os.ReadFile(f.Path)
	switch {
	case f.Create && errors.Is(err, fs.ErrNotExist):
		return nil
	case f.Create && err == nil:
		return fmt.Errorf("%s: %w: it did not exist before", f.Name, ErrChanged)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w: it is gone", f.Name, ErrChanged)
	case err != nil:
		return fmt.Errorf("read %s again: %w", f.Name, pathless(err))
	case !bytes.Equal(now, f.Old):
		return fmt.Errorf("%s: %w", f.Name, ErrChanged)
	}
	return nil
}

// writable reports an error for read-only files and directories. The mode bits
// count even for a superuser: who made a file read-only meant it.
func writable(f File) error {
	if !f.Create {
		info, err := os.Stat(f.Path)
		if err != nil {
			return fmt.Errorf("stat %s: %w", f.Name, pathless(err))
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s: not a regular file", f.Name)
		}
		if info.Mode().Perm()&0o200 == 0 {
			return fmt.Errorf("%s: the file is %w (mode %v)", f.Name, ErrReadOnly, info.Mode().Perm())
		}
	}
	dir := existingDir(filepath.Dir(f.Path))
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("stat the directory of %s: %w", f.Name, pathless(err))
	}
	if info.Mode().Perm()&0o200 == 0 {
		return fmt.Errorf("%s: its directory is %w (mode %v)", f.Name, ErrReadOnly, info.Mode().Perm())
	}
	return nil
}

// existingDir returns dir or its nearest parent that exists.
func existingDir(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return dir
		}
		dir = parent
	}
}

// pathless drops the machine's path from an error that names the file already.
func pathless(err error) error {
	if perr, ok := errors.AsType[*fs.PathError](err); ok {
		return perr.Err
	}
	if lerr, ok := errors.AsType[*os.LinkError](err); ok {
		return lerr.Err
	}
	return err
}

// SortFiles puts files in the order of their names.
func SortFiles(files []File) {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
}
