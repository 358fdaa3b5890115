package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/scopemap"
)

// A session is one run of a command.
type session struct {
	env     Env
	tags    string
	closers []func()
}

func (s *session) onClose(f func()) { s.closers = append(s.closers, f) }

func (s *session) close() {
	for _, f := range s.closers {
		f()
	}
}

// An analysis is a loaded program and what was found in it.
type analysis struct {
	session *session
	module  module
	table   *scopemap.Table
	prog    *program.Program
	res     *program.Result
}

// analyze loads the packages and decides about every call.
func (s *session) analyze(ctx context.Context, patterns []string) (*analysis, error) {
	m, err := s.findModule()
	if err != nil {
		return nil, err
	}
	a := &analysis{session: s, module: m}
	if a.table, err = m.table(); err != nil {
		return nil, err
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	a.prog, err = program.Load(ctx, program.Options{
		Dir: s.env.Dir, Env: s.env.Environ, Tags: s.tags, Patterns: patterns, Table: a.table, Progress: s.progress(),
	})
	if err != nil {
		return nil, err
	}
	if err := a.broken(); err != nil {
		return nil, err
	}
	if a.res, err = a.prog.Analyze(); err != nil {
		return nil, err
	}
	return a, nil
}

// progress returns what prints a line while work goes on, if it takes more than
// a second and anybody looks.
func (s *session) progress() func(string) {
	if !s.env.Progress {
		return func(string) {}
	}
	start := s.env.Now()
	return func(text string) {
		if s.env.Now().Sub(start) > time.Second {
			fmt.Fprintf(s.env.Stderr, "m2me: %s\n", text)
		}
	}
}

// broken returns an error that lists what does not compile: a call in such a
// package cannot be judged.
func (a *analysis) broken() error {
	const most = 10
	var lines []string
	seen := map[string]bool{}
	for _, pkg := range a.prog.Packages {
		for _, e := range pkg.Errors {
			line := e.Msg
			if e.Pos != "" && e.Pos != "-" {
				line = relativePos(a.prog.Root, e.Pos) + ": " + e.Msg
			}
			if !seen[line] {
				seen[line] = true
				lines = append(lines, line)
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	if len(lines) > most {
		lines = append(lines[:most], fmt.Sprintf("and %d more", len(lines)-most))
	}
	return errors.New("the program does not compile, so nothing was decided; make this pass first: go vet ./...\n\t" + strings.Join(lines, "\n\t"))
}

// relativePos makes the file of a position relative.
func relativePos(root, pos string) string {
	file, rest, ok := strings.Cut(pos, ":")
	if !ok {
		return pos
	}
	return relative(root, file) + ":" + rest
}
