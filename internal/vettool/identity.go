package vettool

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/m2me/m2me/internal/gowork"
	"github.com/m2me/m2me/internal/scopemap"
)

// identity returns the digest of the executable and of every table that a run
// from dir can read. The built-in table is part of the executable.
func identity(exe, dir string, environ []string) ([]byte, error) {
	sum := sha256.New()
	f, err := os.Open(exe)
	if err != nil {
		return nil, fmt.Errorf("read the executable: %w", err)
	}
	defer f.Close() // read only
	if _, err := io.Copy(sum, f); err != nil {
		return nil, fmt.Errorf("read the executable: %w", err)
	}
	roots, err := moduleRoots(dir, environ)
	if err != nil {
		return nil, err
	}
	work, err := shared(dir, environ)
	if err != nil {
		return nil, err
	}
	for _, root := range roots {
		data, err := readTable(root)
		if err != nil {
			return nil, err
		}
		governs := data
		if data == nil {
			governs = work
		}
		// The built-in table is part of the executable; no file and an empty one differ.
		fmt.Fprintf(sum, "\x00%s\x00%v\x00%d\x00%v\x00", root, data != nil, len(data), hasConnect(root, governs, roots))
		sum.Write(data)
	}
	return sum.Sum(nil), nil
}

// shared returns the table beside the go.work in force, nil if there is none.
func shared(dir string, environ []string) ([]byte, error) {
	work := gowork.File(dir, environ)
	if work == "" {
		return nil, nil
	}
	return readTable(filepath.Dir(work))
}

// readTable returns the table in a directory, nil if there is none.
func readTable(dir string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, scopemap.FileName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read the table: %w", err)
	}
	return append([]byte{}, data...), nil // an empty file is a table
}

// hasConnect reports whether the Connect client is there that a table names for
// the module at root: fixes are offered only then, so it is part of the identity
// as well. A table that cannot be read answers for itself in the run.
func hasConnect(root string, data []byte, roots []string) bool {
	table, err := scopemap.Load(scopemap.FileName, data)
	if err != nil {
		return false
	}
	return gowork.HasPackage(roots, table.Connect().ImportPath(gowork.ModulePath(root)))
}

// moduleRoots returns the directories of the modules that the go command works
// on when it is started in dir, and that of the go.work, which may hold a table
// for all of them.
func moduleRoots(dir string, environ []string) ([]string, error) {
	var roots []string
	if root, ok := gowork.Above(dir, "go.mod"); ok {
		roots = append(roots, root)
	}
	work := gowork.File(dir, environ)
	if work == "" {
		return roots, nil
	}
	modules, err := gowork.Modules(work)
	if err != nil {
		return nil, err
	}
	roots = append(append(roots, filepath.Dir(work)), modules...)
	slices.Sort(roots)
	return slices.Compact(roots), nil
}
