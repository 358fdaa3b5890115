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
	"strings"

	"github.com/m2me/m2me/internal/scopemap"
	"golang.org/x/mod/modfile"
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
	for _, root := range roots {
		data, err := os.ReadFile(filepath.Join(root, scopemap.FileName))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read the table: %w", err)
		}
		// The built-in table is part of the executable; no file and an empty one differ.
		fmt.Fprintf(sum, "\x00%s\x00%v\x00%d\x00%v\x00", root, err == nil, len(data), hasConnect(root, data))
		sum.Write(data)
	}
	return sum.Sum(nil), nil
}

// hasConnect reports whether a module has the Connect client: fixes are offered
// only then, so it is part of the identity as well. A table that cannot be read
// answers for itself in the run.
func hasConnect(root string, data []byte) bool {
	table, err := scopemap.Load(scopemap.FileName, data)
	if err != nil {
		return false
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return false
	}
	module := modfile.ModulePath(mod)
	sub, ok := strings.CutPrefix(table.Connect().ImportPath(module), module+"/")
	if !ok {
		return false
	}
	names, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(sub), "*.go")) // no match is an answer
	return len(names) > 0
}

// moduleRoots returns the directories of the modules that the go command works
// on when it is started in dir.
func moduleRoots(dir string, environ []string) ([]string, error) {
	var roots []string
	if root, ok := above(dir, "go.mod"); ok {
		roots = append(roots, root)
	}
	work, err := workFile(dir, environ)
	if err != nil || work == "" {
		return roots, err
	}
	data, err := os.ReadFile(work)
	if err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	file, err := modfile.ParseWork(work, data, nil)
	if err != nil {
		return nil, fmt.Errorf("read the workspace: %w", err)
	}
	for _, use := range file.Use {
		root := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(root) {
			root = filepath.Join(filepath.Dir(work), root)
		}
		roots = append(roots, root)
	}
	slices.Sort(roots)
	return slices.Compact(roots), nil
}

// workFile returns the go.work in force, if there is one.
func workFile(dir string, environ []string) (string, error) {
	gowork := ""
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, "GOWORK="); ok {
			gowork = v
		}
	}
	switch gowork {
	case "off":
		return "", nil
	case "":
		root, ok := above(dir, "go.work")
		if !ok {
			return "", nil
		}
		return filepath.Join(root, "go.work"), nil
	}
	return gowork, nil
}

// above returns the nearest directory, dir or one around it, that holds name.
func above(dir, name string) (string, bool) {
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
