// Package measure runs programs on public modules and says what they took.
//
// It lists modules, has the go command fetch them, makes them main modules that
// build, and runs commands in them with wall time, processor time and peak
// memory. internal/corpus and internal/bench are made of it.
package measure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// A Place is a directory that keeps modules and built programs.
type Place struct {
	Dir     string
	Timeout time.Duration // of one command
}

// NewPlace returns the place at dir; if it is empty, the place that has the name
// in the user's cache directory.
func NewPlace(dir, name string, timeout time.Duration) (*Place, error) {
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("no place for modules; name one with -work: %w", err)
		}
		dir = filepath.Join(cache, name)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return &Place{Dir: dir, Timeout: timeout}, nil
}

// M2me builds the tool out of the repository around the current directory.
func (p *Place) M2me(ctx context.Context) (string, error) {
	exe := filepath.Join(p.Dir, "m2me.exe")
	_, err := p.Go(ctx, "", "", "build", "-o", exe, "github.com/m2me/m2me/cmd/m2me")
	return exe, err
}

// Go runs the go command in dir and returns what it prints.
func (p *Place) Go(ctx context.Context, dir, flags string, args ...string) ([]byte, error) {
	c := Command{Args: append([]string{"go"}, args...), Dir: dir, Environ: []string{"GOFLAGS=" + flags}}
	out, _, err := p.Run(ctx, c)
	if err != nil {
		return out, fmt.Errorf("go %s: %w", args[0], err)
	}
	return out, nil
}

// A Command is what is run.
type Command struct {
	Args    []string
	Dir     string
	Environ []string // beside the environment of the process
	Codes   []int    // exit codes other than 0 that are no failure
}

// A Cost is what one process took, with the processes that it started and waited
// for. Peak is that of the largest of them.
type Cost struct {
	Wall, CPU time.Duration
	Peak      int64 // bytes of memory; 0 if the system does not tell
}

// Run runs a command and says what it took.
func (p *Place) Run(ctx context.Context, c Command) ([]byte, Cost, error) {
	ctx, cancel := context.WithTimeout(ctx, p.Timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.Args[0], c.Args[1:]...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Dir = &stdout, &stderr, c.Dir
	cmd.Env = append(environ(), c.Environ...)
	start := time.Now()
	err := cmd.Run()
	cost := Cost{Wall: time.Since(start)}
	code := -1
	if s := cmd.ProcessState; s != nil {
		cost.CPU, cost.Peak, code = s.UserTime()+s.SystemTime(), peakMemory(s), s.ExitCode()
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, cost, fmt.Errorf("did not end in %v", p.Timeout)
	case err != nil && !slices.Contains(c.Codes, code):
		return stdout.Bytes(), cost, fmt.Errorf("%w: %s", err, firstLines(stderr.String(), 12))
	}
	return stdout.Bytes(), cost, nil
}

// environ is the environment of every command: no workspace and no flags of the
// user's change what is measured.
func environ() []string { return append(os.Environ(), "GOWORK=off", "GOFLAGS=") }
