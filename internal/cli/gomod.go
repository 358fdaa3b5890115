package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/m2me/m2me/internal/verify"
)

// oauth2Module is the one dependency of the Connect client.
const oauth2Module = "golang.org/x/oauth2"

// needOAuth2 returns the changes to go.mod and go.sum that give the module the
// Connect client's dependency, none if it has it. The go command works on
// copies, so that nothing is written before everything has been checked.
func (s *session) needOAuth2(ctx context.Context, m module) (files []verify.File, modfile string, err error) {
	if _, err := s.goCommand(ctx, m.dir, "list", "-deps", "-f", "{{.ImportPath}}", oauth2Module); err == nil {
		return nil, "", nil
	}
	if _, err := os.Stat(filepath.Join(m.dir, "vendor", "modules.txt")); err == nil {
		return nil, "", fmt.Errorf("vendor lacks %s, which the Connect client imports; add it: go get %[1]s && go mod vendor", oauth2Module)
	}
	tmp, err := os.MkdirTemp("", "m2me")
	if err != nil {
		return nil, "", fmt.Errorf("copy go.mod: %w", err)
	}
	modfile = filepath.Join(tmp, "go.mod")
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(m.dir, name))
		if name == "go.sum" && os.IsNotExist(err) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(tmp, name), data, 0o644)
		}
		if err != nil {
			return nil, "", fmt.Errorf("copy go.mod: %w", err)
		}
	}
	s.onClose(func() { _ = os.RemoveAll(tmp) }) // a copy in the temporary directory
	if _, err := s.goCommand(ctx, m.dir, "get", "-modfile="+modfile, oauth2Module); err != nil {
		return nil, "", fmt.Errorf("the Connect client needs %s, and go.mod lacks it; add it yourself and try again: go get %[1]s\n%w", oauth2Module, err)
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		file, changed, err := modChange(m.dir, tmp, name)
		if err != nil {
			return nil, "", err
		}
		if changed {
			files = append(files, file)
		}
	}
	return files, modfile, nil
}

// modChange compares a module file with the copy that the go command edited.
func modChange(dir, tmp, name string) (verify.File, bool, error) {
	f := verify.File{Path: filepath.Join(dir, name), Name: name}
	var err error
	if f.Old, err = os.ReadFile(f.Path); os.IsNotExist(err) {
		f.Create = true
	} else if err != nil {
		return f, false, fmt.Errorf("read %s: %w", name, err)
	}
	if f.New, err = os.ReadFile(filepath.Join(tmp, name)); os.IsNotExist(err) {
		return f, false, nil
	} else if err != nil {
		return f, false, fmt.Errorf("read the new %s: %w", name, err)
	}
	return f, f.Create || !bytes.Equal(f.Old, f.New), nil
}

// goCommand runs the go command in a directory of the user's module.
func (s *session) goCommand(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, s.env.Environ
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("go %s: %s (%w)", args[0], strings.TrimSpace(stderr.String()), err)
	}
	return stdout.Bytes(), nil
}
