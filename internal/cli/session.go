package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/scopemap"
	"golang.org/x/tools/go/packages"
)

// A session is one run of a command.
type session struct {
	env       Env
	tags      string
	platforms string            // GOOS/GOARCH, comma separated; empty for the one of the go command
	platform  string            // the one this session sees, if there are several
	together  string            // all of them, comma separated
	overlay   map[string][]byte // files as they would be, by absolute path
	closers   []func()
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
	work    workspace
	say     func(work string)          // names the work that begins; empty when it ends
	tables  map[string]*scopemap.Table // by module path
	connect scopemap.Connect
	prog    *program.Program
	res     *program.Result
	asked   map[string]bool // packages that the patterns name; nil for all

	veto map[int]string // why findings must stay as they are, by index

	// With several build configurations:
	files   map[string]bool // files of this one, by name
	outside []outsider

	unsplit map[string]string // with -split: why a function is not split, by site
}

// analyze loads the program and decides about every call. All modules of the
// workspace are looked at whatever the patterns: who calls a function is known
// only then. The patterns say whose calls are reported and rewritten.
func (s *session) analyze(ctx context.Context, patterns []string) (*analysis, error) {
	w, err := s.findWorkspace()
	if err != nil {
		return nil, err
	}
	a := &analysis{session: s, work: w, say: s.progress(), veto: map[int]string{}}
	if a.tables, err = w.tables(); err != nil {
		return nil, err
	}
	a.connect = a.tables[w.modules[0].path].Connect()
	if a.asked, err = s.named(ctx, w, patterns); err != nil {
		return nil, err
	}
	if err := a.load(ctx); err != nil {
		return nil, err
	}
	return a, a.decide()
}

// decide decides about every call of the loaded program.
func (a *analysis) decide() (err error) {
	defer a.say("")
	if a.res, err = a.prog.Analyze(); err != nil {
		return err
	}
	files, err := a.excluded()
	if err != nil {
		return err
	}
	a.res.Skipped = append(a.res.Skipped, files...)
	for i, f := range a.res.Findings {
		if f.Unread != "" {
			a.veto[i] = f.Unread
		}
	}
	return nil
}

// load loads the whole program, some of which must compile.
func (a *analysis) load(ctx context.Context) (err error) {
	s, w := a.session, a.work
	a.prog, err = program.Load(ctx, program.Options{
		Dir: w.dir, Root: w.root, Env: s.env.Environ, Tags: s.tags, Patterns: w.patterns(), Table: a.tables[w.modules[0].path], Tables: a.tables,
		Overlay: s.overlay, Progress: a.say, ReadFile: s.readFile,
	})
	if err != nil {
		return err
	}
	return a.broken()
}

// readFile reads a file as the session sees it.
func (s *session) readFile(name string) ([]byte, error) {
	if text, ok := s.overlay[name]; ok {
		return text, nil
	}
	return os.ReadFile(name)
}

// named returns the packages that patterns name, nil if that is the program.
func (s *session) named(ctx context.Context, w workspace, patterns []string) (map[string]bool, error) {
	if w.all(s.env.Dir, patterns) {
		return nil, nil
	}
	cfg := s.config(w)
	cfg.Context, cfg.Dir, cfg.Mode = ctx, s.env.Dir, packages.NeedName
	pkgs, err := packages.Load(cfg, patterns...)
	if err != nil {
		return nil, fmt.Errorf("find the packages: %w", err)
	}
	asked := map[string]bool{}
	for _, pkg := range pkgs {
		if pkg.Name == "" && len(pkg.Errors) > 0 {
			return nil, fmt.Errorf("no such package: %s", strings.ReplaceAll(pkg.Errors[0].Msg, s.env.Dir+string(filepath.Separator), ""))
		}
		asked[pkg.PkgPath] = true
	}
	if len(asked) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
	}
	return asked, nil
}

// config returns how the go command is asked about packages.
func (s *session) config(w workspace) *packages.Config {
	cfg := &packages.Config{Dir: w.dir, Env: s.env.Environ, Overlay: s.overlay}
	if s.tags != "" {
		cfg.BuildFlags = append(cfg.BuildFlags, "-tags="+s.tags)
	}
	return cfg
}

// listed reports whether the patterns name the package of a finding.
func (a *analysis) listed(f program.Finding) bool {
	return a.asked == nil || len(f.Call.Frames) == 0 || a.asked[f.Call.Frames[0].In.Pkg]
}

// broken returns an error that lists what does not compile, if that is the whole
// program. What is left of it otherwise is looked at.
func (a *analysis) broken() error {
	const most = 10
	lines := a.prog.Errors()
	if len(a.prog.Packages) > 0 || len(lines) == 0 {
		return nil
	}
	if len(lines) > most {
		lines = append(lines[:most], fmt.Sprintf("and %d more", len(lines)-most))
	}
	return errors.New("the program does not compile, so nothing was decided; make this pass first: go vet ./...\n\t" + strings.Join(lines, "\n\t"))
}
