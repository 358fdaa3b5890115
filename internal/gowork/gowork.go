// Package gowork says which modules the go command works on: the module around
// a directory, and those of the go.work in force.
package gowork

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// File returns the go.work that is in force in a directory, empty if there is
// none. environ is as of os.Environ; "go env -w" cannot set GOWORK.
func File(dir string, environ []string) string {
	gowork := ""
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, "GOWORK="); ok {
			gowork = v // the last one counts
		}
	}
	switch gowork {
	case "off":
		return ""
	case "":
		if root, ok := Above(dir, "go.work"); ok {
			return filepath.Join(root, "go.work")
		}
		return ""
	}
	return gowork
}

// Modules returns the directories of the modules that a go.work uses, sorted.
func Modules(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	work, err := modfile.ParseWork(filepath.Base(file), data, nil)
	if err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	var dirs []string
	for _, use := range work.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(file), dir)
		}
		dirs = append(dirs, filepath.Clean(dir))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs), nil
}

// ModulePath returns the path of the module in a directory, empty if there is none.
func ModulePath(dir string) string {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return ""
	}
	return modfile.ModulePath(data)
}

// HasPackage reports whether one of the modules in dirs holds Go files under an
// import path.
func HasPackage(dirs []string, path string) bool {
	return slices.ContainsFunc(dirs, func(dir string) bool {
		sub, ok := strings.CutPrefix(path, ModulePath(dir)+"/")
		if !ok {
			return false
		}
		files, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(sub), "*.go")) // fails for bad patterns only
		return len(files) > 0
	})
}

// Above returns the nearest directory, dir or one around it, that holds a file
// called name.
func Above(dir, name string) (string, bool) {
	for {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}
