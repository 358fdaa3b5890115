package gopls

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Module is the path of the module that is built.
const Module = "golang.org/x/tools/gopls"

// tools is the module whose version gopls dictates.
const tools = "golang.org/x/tools"

// A Builder builds gopls.
type Builder struct {
	Source  string   // directory of the module of the analyzers
	Cache   string   // directory for the modules that are built
	Environ []string // of the go command
	Version string   // of gopls, the newest that this Go can build if empty
	Log     func(string)
}

// Built says what was built.
type Built struct {
	File    string // the executable
	Version string // of gopls
	Go      string // the release it is built with
}

// Build builds gopls to a file.
func (b Builder) Build(ctx context.Context, file string) (Built, error) {
	b.Environ = append(slices.Clone(b.Environ), "GOWORK=off", "GOFLAGS=", "GOTOOLCHAIN=local", "GO111MODULE=on")
	if err := os.MkdirAll(b.Cache, 0o777); err != nil {
		return Built{}, fmt.Errorf("make the cache directory: %w", err)
	}
	goVersion, err := b.goVersion(ctx)
	if err != nil {
		return Built{}, err
	}
	release, err := b.choose(ctx, goVersion)
	if err != nil {
		return Built{}, err
	}
	w, err := b.wrap(ctx, release, goVersion)
	if err != nil {
		return Built{}, err
	}
	b.Log("building gopls " + release.Version + " with the analyzers of " + b.Source + "; the first time takes a minute or two")
	fresh := file + ".new"
	if out, err := b.run(ctx, w.dir, "build", "-overlay", w.overlay, "-o", fresh, Module); err != nil {
		return Built{}, fmt.Errorf("gopls %s does not build with the analyzers; try another release: m2me gopls -gopls VERSION\n%s", release.Version, firstLines(out, err))
	}
	if err := os.Rename(fresh, file); err != nil {
		return Built{}, errors.Join(fmt.Errorf("put gopls in its place: %w; if an editor runs it, close the editor", err), os.Remove(fresh))
	}
	return Built{File: file, Version: release.Version, Go: goVersion}, nil
}

// run runs the go command and returns what it prints, on stdout if it succeeds.
func (b Builder) run(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, b.Environ
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("there is no go command in PATH; install Go, gopls needs it as well")
	}
	if err != nil {
		return append(stdout.Bytes(), stderr.Bytes()...), err
	}
	return stdout.Bytes(), nil
}

// decode runs the go command and decodes the value that it prints.
func (b Builder) decode(ctx context.Context, dir string, value any, args ...string) error {
	out, err := b.run(ctx, dir, args...)
	if err != nil {
		return errors.New(firstLines(out, err))
	}
	if err := json.Unmarshal(out, value); err != nil {
		return fmt.Errorf("go %s: %w", args[0], err)
	}
	return nil
}

// firstLines is what a command said, or why it could not be run; no more than
// fits a screen.
func firstLines(out []byte, err error) string {
	const most = 12
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) > most {
		lines = append(lines[:most], fmt.Sprintf("and %d more lines", len(lines)-most))
	}
	if text := strings.Join(lines, "\n"); text != "" {
		return text
	}
	return err.Error()
}

// Name is the name of the executable on a system.
func Name(goos string) string {
	if goos == "windows" {
		return "m2me-gopls.exe"
	}
	return "m2me-gopls"
}

// Cache returns the directory for builds below a user's cache directory.
func Cache(user string) string { return filepath.Join(user, "m2me", "gopls") }
