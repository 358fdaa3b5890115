package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// A module is the user's module around the current directory.
type module struct {
	dir  string // absolute
	path string
	file *modfile.File
}

// findModule returns the module that holds dir.
func (s *session) findModule() (module, error) {
	if err := s.isDir(); err != nil {
		return module{}, err
	}
	root, ok := above(s.env.Dir, "go.mod")
	if _, work := above(s.env.Dir, "go.work"); !ok && work {
		return module{}, errors.New("this is the root of a workspace; run m2me in one of its modules: m2me -C DIR plan ./...")
	}
	if !ok {
		return module{}, errors.New("no go.mod in this directory or above it; run m2me inside a module, or name one: m2me -C DIR plan ./...")
	}
	return readModule(root)
}

// isDir is an error if the current directory is none.
func (s *session) isDir() error {
	if info, err := os.Stat(s.env.Dir); err != nil || !info.IsDir() {
		return fmt.Errorf("%s is not a directory", s.env.Dir)
	}
	return nil
}

// readModule reads the go.mod in a directory.
func readModule(root string) (module, error) {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return module{}, fmt.Errorf("read go.mod: %w", err)
	}
	file, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		return module{}, err
	}
	if file.Module == nil {
		return module{}, errors.New("go.mod: no module line; add one: go mod edit -module example.com/name")
	}
	return module{dir: root, path: file.Module.Mod.Path, file: file}, nil
}

// above returns the nearest directory, dir or one around it, that holds name.
func above(dir, name string) (string, bool) {
	for {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

// repository returns the directory that the names of a diff are relative to:
// git apply takes names from the top of the repository.
func repository(root string) string {
	if top, ok := above(root, ".git"); ok {
		return top
	}
	return root
}

// relative returns the slash path of name seen from root.
func relative(root, name string) string {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(rel)
}

// serviceFiles returns the service.yaml files of a module, without those of
// nested modules and of what is not the module's own.
func serviceFiles(root string) ([]string, error) {
	var found []string
	err := walkModule(root, func(name string, d fs.DirEntry) error {
		if base := d.Name(); base == "service.yaml" || base == "service.yml" {
			found = append(found, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for service.yaml: %w", err)
	}
	return found, nil
}

// walkModule calls visit for every file of a module, without those of nested
// modules and of what is not the module's own.
func walkModule(root string, visit func(name string, d fs.DirEntry) error) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir():
			return visit(name, d)
		case name == root:
			return nil
		}
		base := d.Name()
		_, nested := os.Stat(filepath.Join(name, "go.mod"))
		if nested == nil || base == "vendor" || base == "testdata" || base == "node_modules" || strings.ContainsAny(base[:1], "._") {
			return filepath.SkipDir
		}
		return nil
	})
}
