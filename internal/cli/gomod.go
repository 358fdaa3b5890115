package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/verify"
	"golang.org/x/mod/modfile"
)

// The one dependency of the Connect client, in the version it is tested with.
const (
	oauth2Module  = "golang.org/x/oauth2"
	oauth2Version = "v0.37.0"
)

// needOAuth2 returns the changes to go.mod and go.sum that give the module the
// Connect client's dependency, none if it has it, and the changed copy of go.mod.
// The go command works on copies, so that nothing is written before everything
// has been checked.
//
// In a workspace it is go.mod that must name it, so that the module builds
// outside as well: what the workspace finds may come from another module.
func (s *session) needOAuth2(ctx context.Context, w workspace, m module) (files []verify.File, modFile string, err error) {
	vendored := isVendored(m.dir) || w.shared && isVendored(w.dir)
	list := []string{"list", "-mod=readonly", oauth2Module}
	if vendored {
		list = []string{"list", oauth2Module}
	}
	if _, err := s.goCommand(ctx, m.dir, list...); err == nil && (!w.shared || vendored || m.requires(oauth2Module)) {
		return nil, "", nil
	}
	if vendored {
		return nil, "", fmt.Errorf("vendor lacks %s, which the Connect client imports; add it: go get %[1]s && go mod vendor", oauth2Module)
	}
	tmp, err := s.copyModFiles(m)
	if err != nil {
		return nil, "", err
	}
	modFile = filepath.Join(tmp, "go.mod")
	if err := s.alone().getOAuth2(ctx, m, modFile); err != nil && !(w.shared && s.shareOAuth2(ctx, m, modFile)) {
		return nil, "", fmt.Errorf("the Connect client needs %s, and go.mod lacks it; add it yourself and try again: go get %[1]s\n%w", oauth2Module, err)
	}
	if err := makeDirect(modFile); err != nil {
		return nil, "", err
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		file, changed, err := modChange(m.dir, tmp, name)
		if err != nil {
			return nil, "", err
		}
		file.Name = relative(w.root, file.Path)
		if changed {
			files = append(files, file)
		}
	}
	return files, modFile, nil
}

func isVendored(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "vendor", "modules.txt"))
	return err == nil
}

// requires reports whether go.mod names a module.
func (m module) requires(path string) bool {
	return slices.ContainsFunc(m.file.Require, func(r *modfile.Require) bool { return r.Mod.Path == path })
}

// alone returns the session outside of any workspace.
func (s *session) alone() *session {
	t := *s
	t.env.Environ = append(slices.Clone(s.env.Environ), "GOWORK=off")
	return &t
}

// getOAuth2 adds the dependency to a copy of go.mod.
func (s *session) getOAuth2(ctx context.Context, m module, modFile string) error {
	_, err := s.goCommand(ctx, m.dir, "get", "-modfile="+modFile, oauth2Module+"@"+oauth2Version)
	return err
}

// shareOAuth2 adds the dependency to a copy of go.mod in the version that the
// workspace has, for a module that the go command cannot read by itself. It
// reports whether there is one.
func (s *session) shareOAuth2(ctx context.Context, m module, modFile string) bool {
	version, err := s.goCommand(ctx, m.dir, "list", "-m", "-f", "{{.Version}}", oauth2Module)
	if err != nil {
		return false
	}
	data, err := os.ReadFile(modFile)
	if err != nil {
		return false
	}
	file, err := modfile.Parse("go.mod", data, nil)
	if err != nil || file.AddRequire(oauth2Module, strings.TrimSpace(string(version))) != nil {
		return false
	}
	if data, err = file.Format(); err != nil {
		return false
	}
	return os.WriteFile(modFile, data, 0o644) == nil
}

// copyModFiles copies go.mod and go.sum to a temporary directory.
func (s *session) copyModFiles(m module) (string, error) {
	tmp, err := os.MkdirTemp("", "m2me")
	if err != nil {
		return "", fmt.Errorf("copy go.mod: %w", err)
	}
	s.onClose(func() { _ = os.RemoveAll(tmp) }) // a copy in the temporary directory
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(m.dir, name))
		if name == "go.sum" && os.IsNotExist(err) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(tmp, name), data, 0o644)
		}
		if err != nil {
			return "", fmt.Errorf("copy %s: %w", name, err)
		}
	}
	return tmp, nil
}

// makeDirect takes the indirect mark from the dependency: the Connect client
// imports it.
func makeDirect(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read the new go.mod: %w", err)
	}
	file, err := modfile.Parse("go.mod", data, nil)
	if err != nil {
		return err
	}
	var list []*modfile.Require
	for _, r := range file.Require {
		list = append(list, &modfile.Require{Mod: r.Mod, Indirect: r.Indirect && r.Mod.Path != oauth2Module})
	}
	file.SetRequireSeparateIndirect(list)
	file.Cleanup()
	if data, err = file.Format(); err != nil {
		return fmt.Errorf("format the new go.mod: %w", err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("write the copy of go.mod: %w", err)
	}
	return nil
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
