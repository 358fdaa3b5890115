package testkit

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/scaffold"
)

// oauth2Version is the version that the repository itself is built with.
const oauth2Version = "v0.37.0"

// Write writes the module of the case to dir. root is the repository.
// The module is called path; imports follow.
func (c *Case) Write(root, dir, path string) error {
	files := maps.Clone(c.Files)
	imports, err := c.imports()
	if err != nil {
		return err
	}
	if files["go.mod"] == "" {
		if files["go.mod"], err = goMod(root, path, imports); err != nil {
			return err
		}
		sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
		if err != nil {
			return err
		}
		files["go.sum"] = string(sum)
	}
	if imports[Module+"/internal/connect"] {
		client, err := scaffold.FilesAs("connect")
		if err != nil {
			return err
		}
		for name, text := range client {
			files["internal/connect/"+name] = string(text)
		}
	}
	for name, text := range files {
		switch filepath.Ext(name) {
		case ".go":
			text = strings.ReplaceAll(text, `"`+Module, `"`+path)
		case ".yaml": // full names of functions
			text = strings.ReplaceAll(text, Module, path)
		}
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// imports returns the import paths of all files.
func (c *Case) imports() (map[string]bool, error) {
	paths := map[string]bool{}
	for name, text := range c.Files {
		if filepath.Ext(name) != ".go" {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil {
			return nil, err
		}
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return nil, err
			}
			paths[path] = true
		}
	}
	return paths, nil
}

// goMod returns a go.mod that finds the imports in testdata/stubs.
func goMod(root, path string, imports map[string]bool) (string, error) {
	stubs, err := filepath.Abs(filepath.Join(root, "testdata", "stubs"))
	if err != nil {
		return "", err
	}
	replaced := map[string]string{}
	for imp := range imports {
		for mod := imp; mod != "."; mod = filepath.ToSlash(filepath.Dir(mod)) {
			dir := filepath.Join(stubs, filepath.FromSlash(mod))
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
				replaced[mod] = dir
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "module %s\n\ngo 1.26.0\n\nrequire golang.org/x/oauth2 %s\n", path, oauth2Version)
	for _, mod := range slices.Sorted(maps.Keys(replaced)) {
		fmt.Fprintf(&b, "\nrequire %s %s\n\nreplace %[1]s => %[3]s\n", mod, stubVersion(mod), replaced[mod])
	}
	return b.String(), nil
}

// stubVersion is a version that fits the major version in a module path.
func stubVersion(mod string) string {
	if i := max(strings.LastIndex(mod, "/v"), strings.LastIndex(mod, ".v")); i >= 0 {
		if n, err := strconv.Atoi(mod[i+2:]); err == nil {
			return fmt.Sprintf("v%d.0.0", n)
		}
	}
	return "v1.0.0"
}
