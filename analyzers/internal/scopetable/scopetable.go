// Package scopetable finds the scope table that governs a directory.
//
// A user's table stands beside the go.mod of the module, or beside the go.work
// that uses the module. It is looked up from the working directory when a driver
// asks for the tool's identity, and from the directory of a package in a pass:
// both walk up to the same go.mod. This is the only package on the side of the analyzers that
// touches the disk. The file is read with package os, not through the driver,
// because drivers hand out only the files of the package.
package scopetable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/m2me/m2me/internal/gowork"
	"github.com/m2me/m2me/internal/scopemap"
)

// loaded holds tables by the digest of the text they were made of, so that an
// edit of the file is seen by a process that lives on, and a run of many
// packages parses once. A table is not changed once it is made.
var loaded sync.Map // string → func() (*scopemap.Table, error)

// For returns the table that governs a directory: the built-in one with the
// scopemap.yaml of the module, or else of its workspace, merged over it. Errors name the
// file relative to the module.
func For(dir string) (*scopemap.Table, error) {
	data, err := read(dir)
	if err != nil {
		return nil, err
	}
	return parse(data)
}

// parse returns the table of a text, the built-in one if there is none.
func parse(data []byte) (*scopemap.Table, error) {
	if data == nil {
		return scopemap.Default()
	}
	once, _ := loaded.LoadOrStore(scopemap.Digest(data), sync.OnceValues(func() (*scopemap.Table, error) {
		return scopemap.Load(scopemap.FileName, data)
	}))
	return once.(func() (*scopemap.Table, error))()
}

// Path returns where the user's table that governs a directory stands, or would
// stand; it is empty outside of any module.
func Path(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		if info, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && !info.IsDir() {
			return filepath.Join(dir, scopemap.FileName)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// Digest identifies the table that governs a directory. It also identifies a
// table that is broken, so that drivers do not replay what a good one said.
func Digest(dir string) (string, error) {
	data, err := read(dir)
	if err != nil {
		return "", err
	}
	return scopemap.Digest(data), nil
}

// read returns the user's table that governs a directory, nil if there is none:
// the one beside go.mod, else the one beside the go.work that uses the module.
func read(dir string) ([]byte, error) {
	path := Path(dir)
	if path == "" {
		return nil, nil
	}
	data, err := readFile(path)
	if data != nil || err != nil || Dependency(dir) {
		return data, err
	}
	module := filepath.Dir(path)
	work := gowork.File(module, os.Environ())
	if work == "" || filepath.Dir(work) == module || !slices.Contains(modules(work), module) {
		return nil, nil
	}
	return readFile(filepath.Join(filepath.Dir(work), scopemap.FileName))
}

// modules returns the directories of the modules of a workspace, none if the
// go.work cannot be read: the go command says so then.
func modules(work string) []string {
	dirs, err := gowork.Modules(work)
	if err != nil {
		return nil
	}
	return dirs
}

// readFile returns the text of a table, nil if there is no such file.
func readFile(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.As(err, &pe):
		return nil, fmt.Errorf("%s: %w", scopemap.FileName, pe.Err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", scopemap.FileName, err)
	}
	return append([]byte{}, data...), nil // an empty file is a table
}

// Module returns the path of the module that governs a directory, empty outside
// of any module, and for the module cache and the Go distribution, which are not
// the user's.
func Module(dir string) string {
	path := modulePath(dir)
	if Dependency(dir) || path == "std" || path == "cmd" {
		return ""
	}
	return path
}

// Standard reports whether a directory is part of the Go distribution.
func Standard(dir string) bool {
	path := modulePath(dir)
	return path == "std" || path == "cmd"
}

func modulePath(dir string) string {
	table := Path(dir)
	if table == "" {
		return ""
	}
	return gowork.ModulePath(filepath.Dir(table))
}

// cached matches a directory of the module cache: example.com/m@v1.2.3.
var cached = regexp.MustCompile(`@v[0-9]`)

// Dependency reports whether a directory holds somebody else's code, by its
// name alone: it is in the module cache, or an external repository of Bazel.
func Dependency(dir string) bool {
	dir = filepath.ToSlash(dir)
	return cached.MatchString(dir) || strings.HasPrefix(dir, "external/") || strings.Contains(dir, "/execroot/") && strings.Contains(dir, "/external/")
}

// HasPackage reports whether the module that governs a directory, or another one
// of its workspace, has a package at an import path.
func HasPackage(dir, path string) bool {
	table := Path(dir)
	if table == "" || path == "" {
		return false
	}
	dirs := []string{filepath.Dir(table)}
	if work := gowork.File(dirs[0], os.Environ()); work != "" {
		dirs = append(dirs, modules(work)...)
	}
	return gowork.HasPackage(dirs, path)
}
