package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/m2me/m2me/internal/measure"
)

// A tool is what is measured.
type tool string

const (
	load        tool = "load"
	plan        tool = "plan"
	fix         tool = "fix"
	nothing     tool = "nothing"
	vettool     tool = "vettool"
	vet         tool = "vet"
	staticcheck tool = "staticcheck"
)

var allTools = []tool{load, plan, fix, nothing, vettool, vet, staticcheck}

// caches reports whether a tool keeps what it found for its next run.
func (t tool) caches() bool { return t == nothing || t == vettool || t == vet || t == staticcheck }

// A state is what is there already when a tool starts.
type state string

const (
	warm  state = "warm"
	again state = "again"
	leaf  state = "leaf"
	core  state = "core"
	cold  state = "cold"
)

var allStates = []state{warm, again, leaf, core, cold}

// runs reports whether a tool is measured in a state: what keeps nothing costs
// the same again, and fix is plan and a diff.
func (s state) runs(t tool) bool {
	switch s {
	case again:
		return t.caches()
	case leaf, core, cold:
		return t != fix
	}
	return true
}

const (
	m2mePath           = "github.com/m2me/m2me/cmd/m2me"
	nothingPath        = "github.com/m2me/m2me/internal/bench"
	staticcheckPath    = "honnef.co/go/tools/cmd/staticcheck"
	staticcheckVersion = "v0.8.2"
)

// build builds the tools.
func (b *bench) build(ctx context.Context) (err error) {
	if b.self, err = b.link(ctx, nothingPath, "nothing"); err != nil {
		return err
	}
	if b.m2me, err = b.link(ctx, m2mePath, "m2me"); err != nil {
		return err
	}
	if !b.has(staticcheck) {
		return nil
	}
	dir := filepath.Join(b.Dir, "staticcheck")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	mod := "module bench\n\ngo 1.24\n\nrequire honnef.co/go/tools " + staticcheckVersion + "\n"
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o666); err != nil {
		return err
	}
	b.staticcheck = filepath.Join(b.Dir, "staticcheck.exe")
	_, err = b.Go(ctx, dir, "-mod=mod", "build", "-o", b.staticcheck, staticcheckPath)
	return err
}

// link links a program of this repository. For the go command, one with another
// build ID is another vettool.
func (b *bench) link(ctx context.Context, path, id string) (string, error) {
	exe := filepath.Join(b.Dir, filepath.Base(path)+"-"+id+".exe")
	_, err := b.Go(ctx, "", "", "build", "-ldflags=-buildid="+id, "-o", exe, path)
	return exe, err
}

// command returns how a tool is run on a module. What it needs is built by then.
func (b *bench) command(ctx context.Context, t tool, s state, dir string) (measure.Command, error) {
	cmd := measure.Command{Dir: dir, Codes: []int{1}} // 1: findings
	switch t {
	case load:
		cmd.Args, cmd.Codes = []string{b.self, "-load", dir}, nil
	case plan:
		cmd.Args, cmd.Codes = []string{b.m2me, "plan", "./..."}, nil
	case fix:
		cmd.Args, cmd.Codes = []string{b.m2me, "fix", "-diff", "./..."}, []int{3}
	case staticcheck:
		cmd.Args = []string{b.staticcheck, "./..."}
		cmd.Environ = []string{"STATICCHECK_CACHE=" + b.staticcheckCache()}
		if s == warm || s == cold {
			return cmd, os.RemoveAll(b.staticcheckCache())
		}
	case vet:
		cmd.Args = []string{"go", "vet", "./..."}
		if s == warm {
			cmd.Args = []string{"go", "vet", "-printf.funcs=" + b.nonce(), "./..."}
		}
	case nothing, vettool:
		exe, path := b.self, nothingPath
		if t == vettool {
			exe, path = b.m2me, m2mePath
		}
		if s == warm {
			var err error
			if exe, err = b.link(ctx, path, "fresh"+b.nonce()); err != nil {
				return cmd, err
			}
			b.trash = append(b.trash, exe)
		}
		cmd.Args = []string{"go", "vet", "-vettool=" + exe, "./..."}
	}
	return cmd, nil
}

func (b *bench) staticcheckCache() string { return filepath.Join(b.Dir, "staticcheck-cache") }

// nonce returns a name that was never used before.
func (b *bench) nonce() string {
	b.count++
	return fmt.Sprintf("x%d_%d", b.start.UnixNano(), b.count)
}
